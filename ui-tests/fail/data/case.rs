use portcullis::prelude::*;

#[data]
#[serde(rename_all = "camelcase")]
struct Order {
    number: u32,
}

fn main() {}
