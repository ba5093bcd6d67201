use portcullis::prelude::*;

/// The interpreter reads its program from a pipe.
#[capability(read, allow(ambient_process, reason = "the test is about the code"))]
fn piped(#[validate(length(max = 200))] text: String) -> Result<bool, Internal> {
    use std::io::Write;
    let mut child = std::process::Command::new("python3").arg("-").stdin(std::process::Stdio::piped()).spawn()?;
    let written = child.stdin.take().map(|mut pipe| pipe.write_all(text.as_bytes()));
    Ok(written.is_some())
}

fn main() {}
