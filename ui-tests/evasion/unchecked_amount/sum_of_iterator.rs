use portcullis::prelude::*;

/// The iterator adds.
#[capability(read)]
fn summed(#[validate(length(max = 100))] prices: Vec<u64>) -> u64 {
    prices.iter().sum()
}

fn main() {}
