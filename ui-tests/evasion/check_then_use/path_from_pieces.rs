use portcullis::prelude::*;
use std::path::PathBuf;

/// The same path, made twice.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn twice(number: u32) -> Result<u32, Internal> {
    let folder = PathBuf::from("/srv");
    if folder.join(number.to_string()).exists() {
        return Ok(std::fs::read(folder.join(number.to_string()))?.len() as u32);
    }
    Ok(0)
}

fn main() {}
