//! Writes the policies of `benches/policy.rs` as `policy!`, with the capabilities that they name.

use std::fmt::Write;
use std::path::Path;

#[path = "src/grants.rs"]
#[allow(dead_code, unreachable_pub)] // The other engines need the rest.
mod grants;

use grants::{CAPABILITIES, Grants};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src/grants.rs");
    let mut source = String::new();
    for number in 0..CAPABILITIES {
        writeln!(
            source,
            "/// Takes an order.\n#[capability(read)]\nfn c{number}(#[input] order: Order) -> u32 {{"
        )?;
        writeln!(source, "    order.amount\n}}")?;
    }
    let ids: Vec<_> = (0..CAPABILITIES).map(|number| format!("CapabilityId::of(c{number})")).collect();
    writeln!(source, "fn capabilities() -> Vec<CapabilityId> {{\n    vec![{}]\n}}", ids.join(", "))?;
    source += &Grants::of_roles(false).as_portcullis("roles")?;
    source += &Grants::of_roles(true).as_portcullis("conditions")?;
    source += &Grants::of_agents().as_portcullis("thousand")?;
    let place = std::env::var_os("OUT_DIR").ok_or("cargo names no folder")?;
    Ok(std::fs::write(Path::new(&place).join("policies.rs"), source)?)
}
