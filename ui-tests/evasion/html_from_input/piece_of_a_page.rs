use portcullis::prelude::*;

/// Somebody puts this into a page.
#[capability(read)]
fn item(#[validate(length(max = 100))] name: String) -> String {
    format!("<li>{name}</li>")
}

fn main() {}
