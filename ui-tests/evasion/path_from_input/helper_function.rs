use portcullis::prelude::*;

fn at_home(name: &str) -> std::io::Result<Vec<u8>> {
    std::fs::read(std::path::Path::new("/srv/notes").join(name))
}

/// The file is opened outside the body.
#[capability(read)]
fn note(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    Ok(at_home(&name)?.len() as u64)
}

fn main() {}
