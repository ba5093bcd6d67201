use portcullis::prelude::*;

#[failure]
struct OrdersFailure {
    code: u32,
}

fn main() {}
