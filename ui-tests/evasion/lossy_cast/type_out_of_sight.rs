use portcullis::prelude::*;

#[data]
struct Order {
    cents: i64,
}

/// The file says what a field is.
#[capability(read)]
fn field(order: Order) -> u64 {
    order.cents as u64
}

fn main() {}
