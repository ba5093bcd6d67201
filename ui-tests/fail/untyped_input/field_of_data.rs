use std::any::Any;

use portcullis::prelude::*;

#[data(input)]
struct Order {
    number: u32,
    rest: serde_json::Value, //~ P201
    #[validate(length(max = 5))]
    sized: serde_json::Value, //~ P201
    any: Box<dyn Any + Send>, //~ P201
}

#[data(input)]
enum Change {
    Nothing,
    Something(Vec<Box<dyn Any + Send>>), //~ P201
}

/// Takes an order.
#[capability(read)]
fn take(#[input] order: Order) -> u32 {
    order.number
}

/// Takes a change.
#[capability(read)]
fn change(#[input] change: Change) -> bool {
    matches!(change, Change::Nothing)
}

fn main() {}
