use portcullis::prelude::*;

fn shell(line: &str) -> std::io::Result<bool> {
    Ok(std::process::Command::new("sh").arg("-c").arg(line).status()?.success())
}

/// The shell is started outside the body.
#[capability(read)]
fn list(#[validate(length(max = 100))] name: String) -> Result<bool, Internal> {
    Ok(shell(&format!("ls {name}"))?)
}

fn main() {}
