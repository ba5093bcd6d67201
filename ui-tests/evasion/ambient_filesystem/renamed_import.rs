use portcullis::prelude::*;
use std::fs as disk;

/// The file gives another name.
#[capability(read)]
fn renamed(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    Ok(disk::read(name)?.len() as u64)
}

fn main() {}
