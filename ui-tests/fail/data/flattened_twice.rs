use portcullis::prelude::*;

#[data]
struct Street {
    number: u32,
}

#[data]
struct Address {
    #[serde(flatten)]
    street: Street,
}

#[data]
struct Order {
    #[serde(flatten)]
    address: Address,
}

fn main() {}
