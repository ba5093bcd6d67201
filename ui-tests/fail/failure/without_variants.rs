use portcullis::prelude::*;

#[failure]
enum OrdersFailure {}

fn main() {}
