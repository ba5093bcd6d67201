use portcullis::prelude::*;

#[data(output)]
struct Order {
    number: u32,
}

/// A type that only leaves.
#[capability(read)]
fn place(#[input] order: Order) -> u32 { //~ refused
    order.number
}

fn main() {}
