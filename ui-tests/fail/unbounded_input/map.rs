use portcullis::prelude::*;
use std::collections::HashMap;

/// Takes input.
#[capability(read)]
fn take(map: HashMap<String, i64>) -> u64 { //~ P202
    map.len() as u64
}

fn main() {}
