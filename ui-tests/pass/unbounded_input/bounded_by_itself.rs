use portcullis::prelude::*;

/// Takes input.
#[capability(read)]
fn take(number: u32, ratio: f64, yes: bool, letter: char, maybe: Option<i64>, pair: (u8, i16)) -> u64 {
    u64::from(number) + u64::from(ratio > 0.5) + u64::from(yes) + u64::from(letter) + maybe.unwrap_or(0).unsigned_abs() + u64::from(pair.0)
}

fn main() {}
