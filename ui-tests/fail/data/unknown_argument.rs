use portcullis::prelude::*;

#[data(inptu)]
struct Order {
    number: u32,
}

#[data(secret)]
struct Other {
    number: u32,
}

fn main() {}
