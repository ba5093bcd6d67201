use portcullis::prelude::*;

fn load(name: &str) -> std::io::Result<Vec<u8>> {
    std::fs::read(name)
}

/// The file is opened elsewhere.
#[capability(read)]
fn helped(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    Ok(load(&name)?.len() as u64)
}

fn main() {}
