use portcullis::prelude::*;

#[data]
enum Address {
    Home,
    Work,
}

#[data]
struct Order {
    #[serde(flatten)]
    address: Address,
}

fn main() {}
