use portcullis::prelude::*;

/// A finding, and in another function an error of rustc's own.
#[capability(read)]
fn first(#[validate(length(max = 5))] numbers: Vec<u32>) -> u32 {
    numbers.first().copied().unwrap() //~ P203
}

/// An error of rustc's own, where it is.
#[capability(read)]
fn second(number: u32) -> u64 {
    number //~ refused
}

fn elsewhere() -> u32 {
    "text" //~ refused
}

fn main() {}
