use portcullis::prelude::*;

use std::collections::HashMap;

#[data(input)]
struct Order {
    text: String,
    list: Vec<u32>,
    map: HashMap<String, u32>,
    nested: Option<Vec<u8>>,
}

fn main() {}
