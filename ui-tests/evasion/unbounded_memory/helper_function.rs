use portcullis::prelude::*;

fn zeros(count: usize) -> Vec<u8> {
    vec![0; count]
}

/// The file says what `zeros` does.
#[capability(read)]
fn helped(count: usize) -> u64 {
    zeros(count).len() as u64
}

fn main() {}
