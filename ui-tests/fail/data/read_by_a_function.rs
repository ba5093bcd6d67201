use portcullis::prelude::*;

#[data]
struct Order {
    #[serde(with = "hex")]
    colour: u32,
    #[serde(deserialize_with = "hex::read")]
    other: u32,
}

fn main() {}
