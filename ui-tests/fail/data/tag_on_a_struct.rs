use portcullis::prelude::*;

#[data]
#[serde(tag = "kind")]
struct Order {
    number: u32,
}

fn main() {}
