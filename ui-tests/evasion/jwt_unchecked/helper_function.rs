use portcullis::prelude::*;

mod jsonwebtoken {
    pub struct Validation;

    pub fn decode(text: &str, _: &str, _: &Validation) -> usize {
        text.len()
    }
}
use jsonwebtoken::Validation;

fn lenient() -> Validation {
    Validation
}

/// The validation comes from a function outside.
#[capability(read)]
fn subject(#[validate(length(max = 900))] text: String) -> usize {
    jsonwebtoken::decode(&text, "key", &lenient())
}

fn main() {}
