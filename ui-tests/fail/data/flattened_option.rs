use portcullis::prelude::*;

#[data]
struct Address {
    number: u32,
}

#[data]
struct Order {
    #[serde(flatten)]
    address: Option<Address>,
}

fn main() {}
