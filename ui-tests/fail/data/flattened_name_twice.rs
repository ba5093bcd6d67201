use portcullis::prelude::*;

#[data]
struct Address {
    street: u32,
    number: u32,
}

#[data]
struct Order {
    #[serde(alias = "number")]
    count: u32,
    #[serde(flatten)]
    address: Address,
}

#[data]
#[serde(tag = "street")]
enum Change {
    Move(Address),
}

fn main() {}
