use portcullis::prelude::*;

type Name = String;

/// Takes input.
#[capability(read)]
fn take(text: Name) -> u64 { //~ P202
    text.len() as u64
}

fn main() {}
