use portcullis::prelude::*;

/// Takes input.
#[capability(read)]
fn take(text: Option<String>) -> u64 { //~ P202
    text.map_or(0, |text| text.len() as u64)
}

fn main() {}
