use portcullis::prelude::*;

type Text = String;

/// The type has another name.
#[capability(read)]
fn alias(#[validate(length(max = 100))] text: String) -> usize {
    let password: Text = text;
    password.len()
}

fn main() {}
