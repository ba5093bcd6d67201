use portcullis::prelude::*;

/// The type is not written.
#[capability(read)]
fn no_type_written(#[validate(length(max = 100))] text: String) -> usize {
    let password = text.to_uppercase();
    password.len()
}

fn main() {}
