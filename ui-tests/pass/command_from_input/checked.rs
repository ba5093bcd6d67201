use portcullis::prelude::*;

use std::process::Command;

/// Chosen, parsed or compared.
#[capability(read, allow(ambient_process, reason = "the case is about what is started"))]
fn checked(#[validate(length(max = 100))] name: String, #[validate(length(max = 100))] host: String) -> Result<u64, Internal> {
    let program = match name.as_str() {
        "list" => "ls",
        _ => "true",
    };
    Command::new(program).status()?;
    let address: std::net::IpAddr = host.parse()?;
    Command::new("sh").arg("-c").arg(format!("ping -c 1 {address} | tail -1")).status()?;
    if ["web", "mail"].contains(&name.as_str()) {
        Command::new("sh").arg("-c").arg(format!("systemctl restart {name}")).status()?;
    }
    Ok(0)
}

fn main() {}
