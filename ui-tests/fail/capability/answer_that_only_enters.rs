use portcullis::prelude::*;

#[data(input)]
struct Order {
    number: u32,
}

/// A type that only enters.
#[capability(read)]
fn find(number: u32) -> Order { //~ refused
    Order { number }
}

fn main() {}
