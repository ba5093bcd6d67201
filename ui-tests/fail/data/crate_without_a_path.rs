use portcullis::prelude::*;

#[data(crate = "portcullis")]
struct Order {
    number: u32,
}

fn main() {}
