use portcullis::prelude::*;

#[data]
struct Order {
    text: &'static str,
    numbers: &'static [u32],
    number: Option<&'static u32>,
}

fn main() {}
