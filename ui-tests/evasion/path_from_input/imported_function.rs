use portcullis::prelude::*;

use std::fs::read_to_string;

/// The body does not say where the function comes from.
#[capability(read)]
fn note(#[validate(length(max = 100))] name: String) -> Result<String, Internal> {
    Ok(read_to_string(format!("/srv/notes/{name}"))?)
}

fn main() {}
