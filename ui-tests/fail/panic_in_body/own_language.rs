use portcullis::prelude::*;

macro_rules! talk {
    (say $what:expr) => { $what };
}

/// A macro with a language that is no Rust.
#[capability(read)]
fn talk(#[validate(length(max = 100))] text: String) -> u32 {
    let some = text.parse::<u32>().ok();
    if some.is_none() {
        talk!(say panic!("none")) //~ P203
    }
    let all = talk!(say [some].map(Option::unwrap)); //~ P203
    let sum = talk!(say text.parse::<u32>().unwrap()); //~ P203
    let sum = sum + talk!(say Option::unwrap(some)); //~ P203
    let sum = sum + talk!(say Option::<u32>::unwrap(some)); //~ P203
    let sum = sum + talk!(say ::std::option::Option::unwrap(some)); //~ P203
    sum + all[0]
}

fn main() {}
