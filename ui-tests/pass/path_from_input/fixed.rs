use portcullis::prelude::*;

use std::path::Path;

/// The path is the program's; the input is what is written, or a number.
#[capability(write, allow(ambient_filesystem, reason = "the case is about the path"))]
fn fixed(#[validate(length(max = 100))] text: String, number: u64, fresh: bool) -> Result<u64, Internal> {
    std::fs::write("/srv/notes/last", &text)?;
    std::fs::write(Path::new("/srv/notes").join(format!("{number}.md")), text.as_bytes())?;
    let name = if fresh { "new" } else { "old" };
    let path = Path::new("/srv/notes").join(name);
    Ok(std::fs::read(path)?.len() as u64)
}

fn main() {}
