use portcullis::prelude::*;
use std::fs::{File, OpenOptions};

/// Opens files.
#[capability(read)]
fn open(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    let read = File::open(&name)?; //~ P601
    let written = std::fs::File::create(&name)?; //~ P601
    let fresh = File::create_new(&name)?; //~ P601
    let options = File::options().read(true).open(&name)?; //~ P601 P209
    let append = OpenOptions::new().append(true).open(&name)?; //~ P601 P209
    std::fs::DirBuilder::new().recursive(true).create(&name)?; //~ P601 P209
    let files = [read, written, fresh, options, append];
    Ok(files.iter().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum())
}

fn main() {}
