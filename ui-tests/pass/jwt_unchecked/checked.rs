use portcullis::prelude::*;

/// Stands in for `jsonwebtoken`, which this test does not depend on.
mod jsonwebtoken {
    pub struct Header {
        pub alg: u8,
        pub kid: Option<String>,
    }
    #[derive(Default)]
    pub struct Validation {
        pub aud: Option<String>,
        pub validate_exp: bool,
    }
    pub struct Key;

    impl Validation {
        pub fn new(_: u8) -> Self {
            Self::default()
        }
        pub fn set_audience(&mut self, _: &[&str]) {}
    }

    impl Key {
        pub fn verify_token(&self, text: &str, _: Option<u8>) -> usize {
            text.len()
        }
    }

    pub fn decode_header(text: &str) -> Header {
        Header { alg: text.len() as u8, kid: None }
    }
    pub fn decode(text: &str, _: &Key, validation: &Validation) -> usize {
        text.len() + usize::from(validation.validate_exp)
    }
}
use jsonwebtoken::{Key, Validation};

/// The algorithm is one of those that were agreed, the key is looked up by its name.
#[capability(read)]
fn agreed(#[validate(length(max = 900))] text: String) -> usize {
    let header = jsonwebtoken::decode_header(&text);
    let algorithm = match header.alg {
        3 => 3,
        _ => 4,
    };
    let mut validation = Validation::new(algorithm);
    validation.set_audience(&["orders"]);
    validation.validate_exp = true;
    let key = header.kid.map_or(0, |name| name.len());
    key + jsonwebtoken::decode(&text, &Key, &validation)
}

/// The audience is set as a field, or in the options.
#[capability(read)]
fn by_field(#[validate(length(max = 900))] text: String) -> usize {
    let mut validation = Validation::new(3);
    validation.aud = Some("orders".into());
    jsonwebtoken::decode(&text, &Key, &validation) + Key.verify_token(&text, Some(1))
}

fn main() {}
