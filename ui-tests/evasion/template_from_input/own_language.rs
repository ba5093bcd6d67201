use portcullis::prelude::*;

struct Formula;

impl Formula {
    fn result(_: &str) -> u64 {
        0
    }
}

/// Nobody knows that this is a language.
#[capability(read)]
fn total(#[validate(length(max = 100))] formula: String) -> u64 {
    Formula::result(&formula)
}

fn main() {}
