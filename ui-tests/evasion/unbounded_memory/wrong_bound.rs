use portcullis::prelude::*;

/// The bound is that of the type.
#[capability(read)]
fn bounded(count: usize) -> u64 {
    let list: Vec<u8> = Vec::with_capacity(count.min(usize::MAX));
    list.capacity() as u64
}

fn main() {}
