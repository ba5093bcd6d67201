use portcullis::prelude::*;

struct Order {
    number: u32,
}

/// One of several.
#[capability(read)]
fn place(order: Order, count: u32) -> u32 { //~ refused
    order.number + count
}

fn main() {}
