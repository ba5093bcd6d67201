use portcullis::prelude::*;

struct Order {
    number: u32,
}

/// A type of the user's own.
#[capability(read)]
fn place(#[input] order: Order) -> u32 { //~ refused
    order.number
}

/// Text alone.
#[capability(read)]
fn say(#[input] text: String) -> String { //~ refused
    text
}

fn main() {}
