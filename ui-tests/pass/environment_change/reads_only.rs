use portcullis::prelude::*;

/// Asks, and changes nothing; a child has an environment of its own.
#[capability(write, allow(ambient_process, ambient_environment, reason = "the test is about another rule"))]
fn reads(number: u32) -> Result<u32, Internal> {
    let here = std::env::current_dir()?;
    let mut child = std::process::Command::new("date");
    child.env("ORDERS", number.to_string()).env_remove("LD_PRELOAD").current_dir(&here);
    Ok(u32::from(child.status()?.success()) + std::env::temp_dir().components().count() as u32)
}

fn main() {}
