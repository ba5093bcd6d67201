use portcullis::prelude::*;

/// Nothing but letters is left.
#[capability(read, allow(ambient_filesystem, reason = "the case is about the path"))]
fn letters(#[validate(length(max = 100))] name: String, #[validate(length(max = 100))] rest: String) -> Result<u64, Internal> {
    let letters: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let first = std::fs::read(format!("/srv/notes/{letters}"))?;
    let flat = rest.replace(['/', '\\'], "_");
    let second = std::fs::read(format!("/srv/notes/n-{flat}"))?;
    Ok((first.len() + second.len()) as u64)
}

fn main() {}
