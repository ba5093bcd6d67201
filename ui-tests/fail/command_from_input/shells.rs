use portcullis::prelude::*;

use std::process::Command;

/// Shells, in each order of arguments.
#[capability(read, allow(ambient_process, reason = "the case is about what is started"))]
fn shells(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    Command::new("sh").arg("-c").arg(format!("ls {name}")).status()?; //~ P208
    Command::new("/bin/bash").args(["-lc", &name]).status()?; //~ P208
    Command::new("cmd").arg("/C").arg("dir").arg(&name).status()?; //~ P208
    Command::new("powershell").args(["-Command", &name]).status()?; //~ P208
    Command::new("env").args(["bash", "-o", "pipefail", "-c", &name]).status()?; //~ P208
    Command::new("ssh").arg("host.example.org").arg(&name).status()?; //~ P208
    Command::new("perl").arg("-e").arg(format!("print '{name}'")).status()?; //~ P208
    Ok(0)
}

fn main() {}
