use portcullis::prelude::*;

fn show(number: u32) {
    println!("{number}");
}

/// The output is elsewhere.
#[capability(read)]
fn helped(number: u32) -> u64 {
    show(number);
    number.into()
}

fn main() {}
