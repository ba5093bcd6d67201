use portcullis::prelude::*;

use std::path::{Component, Path};

/// What is checked leads nowhere else.
#[capability(read, allow(ambient_filesystem, reason = "the case is about the path"))]
fn checked(#[validate(length(max = 100))] name: String, #[validate(length(max = 100))] other: String, #[validate(length(max = 100))] third: String) -> Result<u64, Internal> {
    let folder = Path::new("/srv/notes").canonicalize()?;
    if name.contains("..") || name.contains(['/', '\\']) {
        return Ok(0);
    }
    let mut length = std::fs::read(folder.join(&name))?.len();
    let path = folder.join(&other).canonicalize()?;
    if path.starts_with(&folder) {
        length += std::fs::read(path)?.len();
    }
    if let Some(last) = Path::new(&other).file_name() {
        length += std::fs::read(folder.join(last))?.len();
    }
    if Path::new(&third).components().all(|part| matches!(part, Component::Normal(_))) {
        length += std::fs::read(folder.join(&third))?.len();
    }
    Ok(length as u64)
}

fn main() {}
