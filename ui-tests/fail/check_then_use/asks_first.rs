use portcullis::prelude::*;
use std::fs::{File, OpenOptions};
use std::path::PathBuf;

/// Asks, and opens what may be another file.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn asks(number: u32) -> Result<u32, Internal> {
    let path = PathBuf::from(format!("/srv/{number}"));
    if path.exists() { //~ P510
        return Ok(std::fs::read(&path)?.len() as u32);
    }
    let other = PathBuf::from("/srv/other");
    let known = other.try_exists()?; //~ P510
    let file = if known { File::open(&other)? } else { return Ok(1) };
    let third = PathBuf::from("/srv/third");
    if third.is_file() { //~ P510
        std::fs::remove_file(third.as_path())?;
    }
    let fourth = PathBuf::from("/srv/fourth");
    if !fourth.is_symlink() { //~ P510
        let _file = OpenOptions::new().append(true).open(&fourth)?;
    }
    Ok(file.metadata()?.len() as u32)
}

fn main() {}
