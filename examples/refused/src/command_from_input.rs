use std::process::Command;

use portcullis::prelude::*;

/// Counts the lines of a log that hold a word.
#[capability(read, allow(ambient_process, reason = "the log server has no other interface"))]
fn count_lines(#[validate(length(max = 40))] word: String) -> Result<String, Internal> {
    let script = format!("grep -c {word} /var/log/orders.log");
    let output = Command::new("sh").arg("-c").arg(&script).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
