use portcullis::prelude::*;

/// A range is collected.
#[capability(read)]
fn collected(count: u64) -> u64 {
    let list: Vec<u64> = (0..count).collect();
    list.len() as u64
}

fn main() {}
