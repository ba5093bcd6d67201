use portcullis::prelude::*;
use std::fs::read_to_string;

/// The same, by another way.
#[capability(read)]
fn environment(number: u32) -> Result<u32, Internal> {
    Ok(number + read_to_string("/proc/self/environ")?.len() as u32)
}

fn main() {}
