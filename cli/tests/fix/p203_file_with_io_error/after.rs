use std::fs::{self, File};
use std::io;
use std::path::Path;

pub fn first(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    File::create(path.with_extension("old"))?;
    Ok(text)
}

pub fn last(path: &Path) -> Result<Vec<u8>, io::Error> {
    Ok(std::fs::read(path)?)
}
