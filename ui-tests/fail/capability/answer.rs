use portcullis::prelude::*;

struct Order {
    number: u32,
}

/// A type of the user's own.
#[capability(read)]
fn find(number: u32) -> Order { //~ refused
    Order { number }
}

/// In a list.
#[capability(read)]
fn list(number: u32) -> Vec<Order> { //~ refused
    vec![Order { number }]
}

/// In a `Result`.
#[capability(read)]
async fn try_find(number: u32) -> Result<Order, Internal> { //~ refused
    Ok(Order { number })
}

/// In an `Option`.
#[capability(read)]
async fn maybe_find(number: u32) -> Option<Order> { //~ refused
    Some(Order { number })
}

fn main() {}
