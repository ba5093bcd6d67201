use portcullis::prelude::*;

#[data]
#[derive(Clone, serde::Serialize)]
struct Order {
    number: u32,
}

fn main() {}
