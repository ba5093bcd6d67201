use portcullis::prelude::*;

/// The number falls, and nobody looks at it.
#[capability(read)]
fn counts(#[validate(length(max = 1000))] text: String) -> u64 {
    fn words(text: &str, depth: u64) -> u64 {
        match text.split_once(' ') {
            Some((_, rest)) => words(rest, depth.saturating_sub(1)),
            None => depth,
        }
    }
    words(&text, 1)
}

fn main() {}
