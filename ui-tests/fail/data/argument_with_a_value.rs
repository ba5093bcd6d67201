use portcullis::prelude::*;

#[data(input = true, output(always))]
struct Order {
    number: u32,
}

fn main() {}
