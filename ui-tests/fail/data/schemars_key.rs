use portcullis::prelude::*;

#[data]
struct Order {
    #[schemars(range(min = 3))]
    number: u32,
}

fn main() {}
