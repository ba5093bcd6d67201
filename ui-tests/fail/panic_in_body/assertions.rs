use portcullis::prelude::*;

const LIMIT: u32 = 10;

/// Checks by force.
#[capability(read)]
fn check(number: u32, other: u32) -> u32 {
    assert!(number > 1); //~ P203
    assert!(number < LIMIT, "too large: {number}"); //~ P203
    assert_eq!(number % 2, 0, "odd"); //~ P203
    assert_eq!(LIMIT, other); //~ P203
    assert_ne!(number, other); //~ P203
    number
}

fn main() {}
