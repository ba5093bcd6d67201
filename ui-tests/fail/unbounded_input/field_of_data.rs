use portcullis::prelude::*;

#[data]
struct Order {
    number: u32,
    note: String, //~ P202
}

/// Takes an order.
#[capability(read)]
fn take(#[input] order: Order) -> u64 {
    u64::from(order.number) + order.note.len() as u64
}

fn main() {}
