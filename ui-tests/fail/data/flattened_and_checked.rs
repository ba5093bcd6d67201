use portcullis::prelude::*;

#[data]
struct Address {
    number: u32,
}

#[data]
struct Order {
    #[serde(flatten, rename = "where")]
    #[validate(required)]
    address: Address,
}

fn main() {}
