use portcullis::prelude::*;

/// Stand in for `base64` and `serde_json`, which this test does not depend on.
mod base64 {
    pub struct Engine;
    pub const URL_SAFE_NO_PAD: Engine = Engine;

    impl Engine {
        pub fn decode(&self, text: &str) -> Option<Vec<u8>> {
            Some(text.as_bytes().to_vec())
        }
    }
}
mod serde_json {
    pub fn from_slice(bytes: &[u8]) -> Option<usize> {
        Some(bytes.len())
    }
}
use base64::URL_SAFE_NO_PAD;

/// Takes the payload out, and never looks at the signature.
#[capability(read)]
fn tenant(#[validate(length(max = 900))] text: String) -> usize {
    let read = || {
        let payload = text.split('.').nth(1)?;
        let bytes = URL_SAFE_NO_PAD.decode(payload)?; //~ P311
        serde_json::from_slice(&bytes)
    };
    read().unwrap_or_default()
}

fn main() {}
