use portcullis::prelude::*;
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::path::PathBuf;

/// Opens, and asks the handle.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn at_once(number: u32) -> Result<u32, Internal> {
    let path = PathBuf::from(format!("/srv/{number}"));
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error.into()),
    };
    let length = file.metadata()?.len();
    let new = PathBuf::from("/srv/new");
    let taken = new.exists();
    let made = OpenOptions::new().write(true).create_new(true).open(&new)?;
    let folder = PathBuf::from("/srv/folder");
    if !folder.exists() {
        std::fs::create_dir_all(&folder)?;
    }
    let also = File::create_new("/tmp/orders.lock")?;
    Ok(length as u32 + u32::from(taken) + made.metadata()?.len() as u32 + also.metadata()?.len() as u32)
}

fn main() {}
