use portcullis::prelude::*;

/// With a path before the type, and in a loop.
#[capability(read)]
fn spelled(number: u64, least: i32) -> u64 {
    let narrow = number as core::primitive::u8; //~ P205
    let mut sum = 0_u64;
    for one in 0..least {
        sum ^= one as u64; //~ P205
    }
    let shifted = (number >> 40) as u16; //~ P205
    sum ^ u64::from(narrow) ^ u64::from(shifted)
}

fn main() {}
