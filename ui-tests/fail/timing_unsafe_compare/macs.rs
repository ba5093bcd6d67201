use portcullis::prelude::*;

/// Stands in for `hmac` and `hex`, which this test does not depend on.
mod hmac {
    pub struct Hmac(u8);

    impl Hmac {
        pub fn new_from_slice(key: &[u8]) -> Self {
            Self(key.len() as u8)
        }
        pub fn update(&mut self, data: &[u8]) {
            self.0 ^= data.len() as u8;
        }
        pub fn finalize(self) -> Vec<u8> {
            vec![self.0; 32]
        }
    }
}

mod hex {
    pub fn encode(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
use hmac::Hmac;

/// Compares a MAC that was made here with one that was sent.
#[capability(read)]
fn is_genuine(
    #[validate(length(max = 100))] word: String,
    #[validate(length(max = 100))] text: String,
    #[validate(length(max = 100))] given: String,
) -> bool {
    let mut mac = Hmac::new_from_slice(word.as_bytes());
    mac.update(text.as_bytes());
    let computed = mac.finalize();
    let shown = format!("sha256={}", hex::encode(&computed));
    let same = computed == given.as_bytes(); //~ P309
    same || shown.eq_ignore_ascii_case(&given) //~ P309
}

/// Stops at the first byte that differs.
#[capability(read)]
fn by_hand(#[validate(length(max = 100))] word: String, #[validate(length(max = 100))] given: String) -> bool {
    let tag = Hmac::new_from_slice(word.as_bytes()).finalize();
    for (one, two) in tag.iter().zip(given.as_bytes()) {
        if one != two { //~ P309
            return false;
        }
    }
    true
}

fn main() {}
