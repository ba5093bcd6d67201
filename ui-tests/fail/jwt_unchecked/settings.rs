use portcullis::prelude::*;

/// Stands in for `jsonwebtoken` and `jwt-simple`, which this test does not depend on.
mod jsonwebtoken {
    #[derive(Clone)]
    pub struct Header {
        pub alg: String,
    }
    #[derive(Default)]
    pub struct Validation {
        pub validate_aud: bool,
        pub validate_exp: bool,
        pub algorithms: Vec<String>,
    }
    pub struct Key;

    impl Validation {
        pub fn new(algorithm: &str) -> Self {
            Self { algorithms: vec![algorithm.into()], ..Self::default() }
        }
        pub fn set_audience(&mut self, _: &[&str]) {}
    }

    impl Key {
        pub fn verify_token(&self, text: &str, _: Option<u8>) -> usize {
            text.len()
        }
    }

    pub fn decode_header(text: &str) -> Header {
        Header { alg: text.into() }
    }
    pub fn decode(text: &str, _: &Key, validation: &Validation) -> usize {
        text.len() + validation.algorithms.len()
    }
}
use jsonwebtoken::{Key, Validation};

/// Lets the token choose, and asks for no audience.
#[capability(read)]
fn subject(#[validate(length(max = 900))] text: String) -> usize {
    let header = jsonwebtoken::decode_header(&text);
    let mut chosen = Validation::new(&header.alg); //~ P311
    chosen.set_audience(&["orders"]);
    chosen.algorithms = vec![header.alg.clone()]; //~ P311
    let other = Validation { validate_aud: false, ..Validation::default() }; //~ P311
    let first = jsonwebtoken::decode(&text, &Key, &chosen) + jsonwebtoken::decode(&text, &Key, &other);
    chosen.validate_exp = false; //~ P311
    first + Key.verify_token(&text, None) //~ P311
}

/// Names no audience.
#[capability(read)]
fn anybody(#[validate(length(max = 900))] text: String) -> usize {
    let validation = Validation::new("EdDSA");
    jsonwebtoken::decode(&text, &Key, &validation) //~ P311
}

fn main() {}
