use portcullis::prelude::*;

#[data]
struct Order {
    number: u32,
    #[serde(rename = "number")]
    count: u32,
}

#[data]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
    RED,
}

fn main() {}
