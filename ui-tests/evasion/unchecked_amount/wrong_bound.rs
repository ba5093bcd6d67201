use portcullis::prelude::*;

/// The bound is that of the type.
#[capability(read)]
fn bounded(quantity: u64, price: u64) -> u64 {
    quantity.min(u64::MAX) * price.min(u64::MAX)
}

fn main() {}
