use portcullis::prelude::*;

mod ciphers {
    pub struct Nonce(pub Vec<u8>);

    impl Nonce {
        pub fn from_slice(bytes: &[u8]) -> Self {
            Self(bytes.to_vec())
        }
    }
}
use ciphers::Nonce;

/// It begins with the same number after each start.
#[capability(read)]
fn nonces(count: u8) -> usize {
    let mut all = 0;
    for number in 0..count {
        let mut bytes = [0u8; 12];
        bytes[0] = number;
        all += Nonce::from_slice(&bytes).0.len();
    }
    all
}

fn main() {}
