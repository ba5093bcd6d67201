use portcullis::prelude::*;

#[data]
struct Order {
    #[serde(default = "1 + 1")]
    number: u32,
    #[serde(skip_serializing_if = 3)]
    count: u32,
}

fn main() {}
