use portcullis::prelude::*;
use std::process::Command;

/// Starts what it finds.
#[capability(write)]
fn start(number: u32) -> Result<u32, Internal> {
    let first = std::process::Command::new("date").status()?; //~ P602
    let mut second = Command::new("date"); //~ P602
    second.arg("-u");
    let third = std::process::Command::new(format!("tool-{number}")).spawn(); //~ P602
    Ok(u32::from(first.success()) + u32::from(second.status()?.success()) + u32::from(third.is_ok()))
}

fn main() {}
