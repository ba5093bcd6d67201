use portcullis::prelude::*;

/// An order.
#[data(input)]
struct Order {
    number: u32,
}

/// Each attempt needs the input as its own.
#[capability(read, retry(attempts = 3, backoff = "100ms..2s"))]
fn whole(
    #[input] order: Order, //~ refused
) -> u32 {
    order.number
}

/// One parameter of several.
#[capability(read, retry(attempts = 3, backoff = "100ms..2s"))]
fn inline(
    order: Order, //~ refused
    number: u32,
) -> u32 {
    order.number + number
}

fn main() {}
