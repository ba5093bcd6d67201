use portcullis::prelude::*;

/// `cargo portcullis check` mentions it.
#[capability(read)]
fn expected(#[validate(length(max = 100))] text: String) -> u32 {
    text.parse().expect("the caller sends a number")
}

fn main() {}
