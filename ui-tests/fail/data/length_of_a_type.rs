use portcullis::prelude::*;

#[data]
struct Address {
    number: u32,
}

#[data(input)]
struct Order {
    #[validate(length(max = 3))]
    address: Address,
}

fn main() {}
