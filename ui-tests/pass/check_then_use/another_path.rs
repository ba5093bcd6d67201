use portcullis::prelude::*;
use std::path::PathBuf;

/// Asks about one, and opens another.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn another(number: u32) -> Result<u32, Internal> {
    let (one, two) = (PathBuf::from(format!("/srv/{number}")), PathBuf::from("/srv/two"));
    let known = one.exists() && one.join("a").is_file();
    let text = std::fs::read_to_string(&two)?;
    let other = std::fs::read_to_string(one.join("b"))?;
    Ok(u32::from(known) + text.len() as u32 + other.len() as u32)
}

fn main() {}
