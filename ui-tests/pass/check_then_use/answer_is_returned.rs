use std::path::Path;

use portcullis::prelude::*;

/// How long the file is says nothing to what copies it otherwise.
#[capability(write, allow(ambient_filesystem, reason = "one fixed file of the system"))]
fn copied(linked: bool) -> Result<u64, Internal> {
    let target = Path::new("/srv/copy.txt");
    if linked {
        let metadata = std::fs::metadata(target)?;
        return Ok(metadata.len());
    }
    Ok(std::fs::copy("/srv/text.txt", target)?)
}

fn main() {}
