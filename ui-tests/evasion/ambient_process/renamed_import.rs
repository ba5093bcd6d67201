use portcullis::prelude::*;
use std::process::Command as Process;

/// The file says what it is.
#[capability(write)]
fn renamed(number: u32) -> Result<u32, Internal> {
    Ok(number + u32::from(Process::new("date").status()?.success()))
}

fn main() {}
