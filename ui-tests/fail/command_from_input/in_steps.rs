use portcullis::prelude::*;

/// The command is built statement by statement, in a loop and in a branch.
#[capability(read, allow(ambient_process, reason = "the case is about what is started"))]
fn in_steps(#[validate(length(max = 100))] names: String) -> Result<u64, Internal> {
    let mut lines = String::from("set -e\n");
    for name in names.split(',') {
        lines.push_str("touch ");
        lines.push_str(name);
    }
    let (program, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut shell = std::process::Command::new(program);
    shell.arg(flag);
    shell.arg(&lines); //~ P208
    Ok(u64::from(shell.status()?.success()))
}

fn main() {}
