use portcullis::prelude::*;

use std::fs::{File, OpenOptions};

/// Checks that do not help, and branches of which one is not checked.
#[capability(read, allow(ambient_filesystem, reason = "the case is about the path"))]
fn branches(#[validate(length(max = 100))] name: String, deep: bool) -> Result<u64, Internal> {
    let folder = std::path::Path::new("/srv/notes");
    let path = folder.join(&name);
    if !path.starts_with(folder) {
        return Ok(0);
    }
    let mut length = File::open(&path)?.metadata()?.len(); //~ P209
    let target = if deep { folder.join("deep").join(&name) } else { folder.join("flat") };
    for part in [&target] {
        length += OpenOptions::new().read(true).open(part)?.metadata()?.len(); //~ P209
    }
    let stripped = name.replace("../", "");
    Ok(length + std::fs::read(folder.join(stripped))?.len() as u64) //~ P209
}

fn main() {}
