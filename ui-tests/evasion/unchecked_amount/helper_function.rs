use portcullis::prelude::*;

fn times(one: u64, two: u64) -> u64 {
    one * two
}

/// The file says what `times` does.
#[capability(read)]
fn helped(quantity: u64, price: u64) -> u64 {
    times(quantity, price)
}

fn main() {}
