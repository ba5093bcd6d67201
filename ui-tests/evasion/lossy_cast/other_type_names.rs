use portcullis::prelude::*;

type Size = u16;

/// The file says what `Size` is.
#[capability(read)]
fn named(number: u64) -> u64 {
    u64::from(number as Size)
}

fn main() {}
