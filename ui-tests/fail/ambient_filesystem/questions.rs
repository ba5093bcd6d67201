use portcullis::prelude::*;
use std::path::{Path, PathBuf};

/// Asks the disk.
#[capability(read)]
fn questions(#[validate(length(max = 100))] name: String) -> Result<bool, Internal> {
    let known = std::path::Path::new(&name).exists(); //~ P601
    let below = PathBuf::from(&name).join("a").is_file(); //~ P601
    let path = Path::new("a");
    let link = path.read_link().is_ok() || path.symlink_metadata().is_ok(); //~ P601 P601
    let some = path.try_exists()? || path.read_dir().is_ok(); //~ P601 P601
    let folder = (Path::new(&name)).is_dir(); //~ P601
    Ok(known && below && link && some && folder && Path::is_dir(path)) //~ P601
}

fn main() {}
