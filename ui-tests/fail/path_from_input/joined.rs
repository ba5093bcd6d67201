use portcullis::prelude::*;

use std::path::{Path, PathBuf};

/// A folder, and a name in it.
#[capability(read, allow(ambient_filesystem, reason = "the case is about the path"))]
fn joined(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    let first = std::fs::read(Path::new("/srv/notes").join(&name))?; //~ P209
    let second = std::fs::read_to_string(format!("/srv/notes/{name}.md"))?; //~ P209
    let mut path = PathBuf::from("/srv/notes");
    path.push(name.trim());
    path.set_extension("md");
    std::fs::remove_file(&path)?; //~ P209
    std::fs::rename("/srv/notes/new", Path::new("/srv/notes").join(name.replace(' ', "-")))?; //~ P209
    Ok((first.len() + second.len()) as u64)
}

fn main() {}
