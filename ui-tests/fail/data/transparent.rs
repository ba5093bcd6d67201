use portcullis::prelude::*;

#[data]
#[serde(transparent)]
struct Order {
    number: u32,
}

fn main() {}
