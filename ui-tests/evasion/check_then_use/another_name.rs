use portcullis::prelude::*;
use std::path::{Path, PathBuf};

/// The path has two names.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn renamed(number: u32) -> Result<u32, Internal> {
    let path = PathBuf::from(format!("/srv/{number}"));
    let same: &Path = &path;
    if !same.exists() {
        return Ok(0);
    }
    Ok(std::fs::read(&path)?.len() as u32)
}

fn main() {}
