use portcullis::prelude::*;

use std::io::Write;

fn feed(child: &mut std::process::Child, text: &str) -> std::io::Result<()> {
    child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()))
}

/// The shell reads its script from a pipe.
#[capability(read, allow(ambient_process, reason = "the case is about what is started"))]
fn run(#[validate(length(max = 100))] script: String) -> Result<bool, Internal> {
    let mut child = std::process::Command::new("sh").stdin(std::process::Stdio::piped()).spawn()?;
    feed(&mut child, &script)?;
    Ok(child.wait()?.success())
}

fn main() {}
