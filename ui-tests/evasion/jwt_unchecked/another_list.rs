use portcullis::prelude::*;

mod jsonwebtoken {
    pub struct Validation;

    impl Validation {
        pub fn new(_: &str) -> Self {
            Self
        }
        pub fn set_audience(&mut self, _: &[&str]) {}
    }

    pub fn decode(text: &str, _: &str, _: &Validation) -> usize {
        text.len()
    }
}
use jsonwebtoken::Validation;

/// The algorithm is read from the token without `decode_header`.
#[capability(read)]
fn subject(#[validate(length(max = 900))] text: String) -> usize {
    let algorithm = text.split('.').next().unwrap_or_default();
    let mut validation = Validation::new(algorithm);
    validation.set_audience(&["orders"]);
    jsonwebtoken::decode(&text, "key", &validation)
}

fn main() {}
