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

/// Anybody has this key.
#[capability(read)]
fn subject(#[validate(length(max = 900))] text: String) -> usize {
    let mut validation = Validation::new("HS256");
    validation.set_audience(&["orders"]);
    jsonwebtoken::decode(&text, "", &validation)
}

fn main() {}
