use portcullis::prelude::*;
use std::fs::read_to_string;

/// The file says what `read_to_string` is.
#[capability(read)]
fn imported(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    Ok(read_to_string(name)?.len() as u64)
}

fn main() {}
