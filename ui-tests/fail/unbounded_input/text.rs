use portcullis::prelude::*;

/// Takes input.
#[capability(read)]
fn take(text: String) -> u64 { //~ P202
    text.len() as u64
}

fn main() {}
