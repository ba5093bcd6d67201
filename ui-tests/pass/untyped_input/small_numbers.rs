use portcullis::prelude::*;
use portcullis::BoundedVec;

#[data]
struct Marks {
    #[validate(length(max = 30))]
    marks: Vec<u8>,
    best: [u8; 3],
    others: BoundedVec<u8, 8>,
    one: u8,
}

/// Takes input.
#[capability(read)]
fn take(#[input] marks: Marks) -> u8 {
    marks.one
}

/// Takes input.
#[capability(read)]
fn digits(#[validate(length(max = 9))] digits: Option<Vec<u8>>) -> bool {
    digits.is_none()
}

fn main() {}
