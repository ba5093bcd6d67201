use portcullis::prelude::*;

use std::collections::BTreeMap;

#[data]
struct Order {
    number: u32,
    #[serde(flatten)]
    rest: BTreeMap<String, u32>,
}

fn main() {}
