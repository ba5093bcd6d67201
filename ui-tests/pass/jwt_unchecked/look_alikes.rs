use portcullis::prelude::*;

/// Stands in for `base64`, which this test does not depend on.
mod base64 {
    pub struct Engine;
    pub const URL_SAFE_NO_PAD: Engine = Engine;

    impl Engine {
        pub fn decode(&self, text: &str) -> Option<Vec<u8>> {
            Some(text.as_bytes().to_vec())
        }
    }
}
use base64::URL_SAFE_NO_PAD;

fn decode(text: &str, separator: &str, limit: &usize) -> usize {
    text.len() + separator.len() + limit
}

fn signature_is_good(_: &[u8]) -> bool {
    true
}

/// Another `decode`, and a text in base64 that is no token.
#[capability(read)]
fn others(#[validate(length(max = 900))] text: String) -> usize {
    let limit = 5;
    let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap_or_default();
    decode(&text, ".", &limit) + bytes.len()
}

/// Takes the payload out by hand, after the signature was checked.
#[capability(read)]
fn checked(#[validate(length(max = 900))] text: String) -> usize {
    let Some(payload) = text.split('.').nth(1) else { return 0 };
    if !signature_is_good(payload.as_bytes()) {
        return 0;
    }
    let bytes = URL_SAFE_NO_PAD.decode(payload).unwrap_or_default();
    String::from_utf8(bytes).map(|text| text.len()).unwrap_or_default()
}

fn main() {}
