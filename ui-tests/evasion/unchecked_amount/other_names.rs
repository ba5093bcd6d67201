use portcullis::prelude::*;

/// Nothing says that these are amounts.
#[capability(read)]
fn named(left: u64, right: u64) -> u64 {
    left * right
}

fn main() {}
