use portcullis::prelude::*;

/// Stands in for `jsonwebtoken` and `josekit`, which this test does not depend on.
mod jwt {
    pub struct Validation;

    impl Validation {
        pub fn new(_: &str) -> Self {
            Self
        }
        pub fn insecure_disable_signature_validation(&mut self) {}
    }

    pub fn dangerous_insecure_decode(text: &str) -> usize {
        text.len()
    }
    pub fn decode_unsecured(text: &str) -> usize {
        text.len()
    }
}
use jwt::Validation;

/// Believes a token without its signature.
#[capability(read)]
fn subject(#[validate(length(max = 900))] text: String) -> usize {
    let mut validation = Validation::new("EdDSA");
    if text.is_empty() {
        validation.insecure_disable_signature_validation(); //~ P311
    }
    let all = vec![jwt::dangerous_insecure_decode(&text), jwt::decode_unsecured(&text)]; //~ P311 P311
    all.len()
}

fn main() {}
