use portcullis::prelude::*;

/// There is always another number.
#[capability(read)]
fn numbers(number: u32) -> u32 {
    let mut sum = number;
    for next in std::iter::repeat(1) {
        sum = sum.wrapping_add(next);
    }
    sum
}

fn main() {}
