use portcullis::prelude::*;

/// Takes input.
#[capability(read)]
fn take(list: Vec<u32>) -> u64 { //~ P202
    list.len() as u64
}

fn main() {}
