use portcullis::prelude::*;
use std::io::Write;

fn open(path: &str) -> std::io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).open(path)
}

/// The output has another name.
#[capability(read)]
fn device(number: u32) -> Result<u64, Internal> {
    writeln!(open("/dev/stderr")?, "{number}")?;
    Ok(number.into())
}

fn main() {}
