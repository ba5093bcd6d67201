use portcullis::prelude::*;
use std::collections::HashMap;

/// A map panics where there is no such key.
#[capability(read)]
fn keys(#[validate(length(max = 100))] name: String, byte: u8) -> u64 {
    let prices: HashMap<String, u64> = HashMap::from([("tea".to_owned(), 3)]);
    let short = [1_u64, 2, 3].to_vec();
    prices[name.trim()] ^ short[usize::from(byte)] //~ P204 P204
}

fn main() {}
