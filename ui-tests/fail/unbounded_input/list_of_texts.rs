use portcullis::prelude::*;

/// Takes input.
#[capability(read)]
fn take(#[validate(length(max = 10))] list: Vec<String>) -> u64 { //~ P202
    list.len() as u64
}

fn main() {}
