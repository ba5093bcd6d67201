use portcullis::prelude::*;

/// The same by other names.
#[capability(read)]
fn other_names(number: u32) -> u64 {
    use std::eprintln as complain;
    use std::println as say;
    std::println!("{number}"); //~ P401
    ::std::eprint!("{number}"); //~ P401
    say!("{number}"); //~ P401
    complain!("{number}"); //~ P401
    number.into()
}

fn main() {}
