use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(required)]
    number: u32,
}

fn main() {}
