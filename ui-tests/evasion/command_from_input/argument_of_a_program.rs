use portcullis::prelude::*;

/// `git` runs what the alias says.
#[capability(read, allow(ambient_process, reason = "the case is about what is started"))]
fn status(#[validate(length(max = 100))] alias: String) -> Result<bool, Internal> {
    Ok(std::process::Command::new("git").arg("-c").arg(format!("alias.x=!{alias}")).arg("x").status()?.success())
}

fn main() {}
