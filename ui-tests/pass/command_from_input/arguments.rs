use portcullis::prelude::*;

use std::process::Command;

/// Arguments of programs that are no shells, and arguments of a script.
#[capability(read, allow(ambient_process, reason = "the case is about what is started"))]
fn arguments(#[validate(length(max = 100))] name: String, count: u8) -> Result<u64, Internal> {
    Command::new("ls").arg("--").arg(&name).status()?;
    Command::new("sh").args(["-c", "ls -- \"$1\"", "sh"]).arg(&name).status()?;
    Command::new("sh").arg("/usr/libexec/list.sh").arg(&name).status()?;
    Command::new("sh").arg("-c").arg("ls \"$NAME\"").env("NAME", &name).status()?;
    Command::new("bash").arg("-c").arg(format!("sleep {count}")).status()?;
    Command::new("python3").arg("list.py").arg(&name).status()?;
    Command::new("ssh").arg(&name).arg("uptime").status()?;
    Ok(0)
}

fn main() {}
