use portcullis::prelude::*;

#[data]
struct Order {
    #[audit]
    number: u32,
}

fn main() {}
