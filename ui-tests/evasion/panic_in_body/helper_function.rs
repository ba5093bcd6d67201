use portcullis::prelude::*;

fn parse(text: &str) -> u32 {
    text.parse().unwrap()
}

/// The panic is elsewhere.
#[capability(read)]
fn helped(#[validate(length(max = 100))] text: String) -> u32 {
    parse(&text)
}

fn main() {}
