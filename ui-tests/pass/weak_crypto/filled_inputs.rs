use portcullis::prelude::*;

/// Stands in for `aes-gcm` and `getrandom`, which this test does not depend on.
mod ciphers {
    pub struct Nonce(pub Vec<u8>);
    pub struct Aes256Gcm(usize);

    impl Nonce {
        pub fn from_slice(bytes: &[u8]) -> Self {
            Self(bytes.to_vec())
        }
    }

    impl Aes256Gcm {
        pub fn new(key: &[u8]) -> Self {
            Self(key.len())
        }
        pub fn encrypt(&self, nonce: &Nonce, data: &[u8]) -> usize {
            self.0 + nonce.0.len() + data.len()
        }
    }

    pub fn fill(bytes: &mut [u8]) {
        bytes.fill(4);
    }
}
use ciphers::{Aes256Gcm, Nonce};

/// Key and nonce are zeros at first, and then are not.
#[capability(read)]
fn seal(#[validate(length(max = 100))] text: String, number: u64) -> usize {
    let mut key = [0u8; 32];
    ciphers::fill(&mut key);
    let cipher = Aes256Gcm::new(&key);
    let mut random = [0u8; 12];
    ciphers::fill(&mut random[..]);
    let mut counted = [0u8; 12];
    counted[4..].copy_from_slice(&number.to_be_bytes());
    let mut mixed = [0u8; 12];
    mixed[0] ^= key[1];
    let mut last = vec![0u8; 12];
    for byte in last.iter_mut() {
        *byte = key[0];
    }
    let nonces = [random.to_vec(), counted.to_vec(), mixed.to_vec(), last];
    nonces.iter().map(|nonce| cipher.encrypt(&Nonce::from_slice(nonce), text.as_bytes())).sum()
}

fn main() {}
