use portcullis::prelude::*;

/// One element after the other.
#[capability(read)]
fn grows(count: u64) -> u64 {
    let mut list = Vec::new();
    for number in 0..count {
        list.push(number);
    }
    list.len() as u64
}

fn main() {}
