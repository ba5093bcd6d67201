use portcullis::prelude::*;

fn words(text: &str) -> u64 {
    text.split_once(' ').map_or(1, |(_, rest)| words(rest))
}

/// The file says what `words` does.
#[capability(read)]
fn helped(#[validate(length(max = 1000))] text: String) -> u64 {
    words(&text)
}

fn main() {}
