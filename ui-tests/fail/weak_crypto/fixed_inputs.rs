use portcullis::prelude::*;

/// Stands in for `aes-gcm` and others, which this test does not depend on.
mod ciphers {
    pub struct Key(pub Vec<u8>);
    pub struct Nonce(pub Vec<u8>);
    pub struct Aes256Gcm(Key);
    pub struct Hmac(pub usize);

    impl Key {
        pub fn from_slice(bytes: &[u8]) -> Self {
            Self(bytes.to_vec())
        }
    }

    impl Nonce {
        pub fn from_slice(bytes: &[u8]) -> Self {
            Self(bytes.to_vec())
        }
    }

    impl Aes256Gcm {
        pub fn new(key: Key) -> Self {
            Self(key)
        }
        pub fn encrypt(&self, nonce: &Nonce, data: &[u8]) -> usize {
            self.0.0.len() + nonce.0.len() + data.len()
        }
        pub fn encrypt_in_place(&self, nonce: &[u8], _: &[u8], data: &mut Vec<u8>) -> usize {
            self.0.0.len() + nonce.len() + data.len()
        }
    }

    impl Hmac {
        pub fn new_from_slice(key: &[u8]) -> Self {
            Self(key.len())
        }
    }

    pub fn pbkdf2_hmac(password: &[u8], salt: &[u8], rounds: u32, out: &mut [u8]) {
        out.fill((password.len() + salt.len()) as u8 ^ rounds as u8);
    }
}
use ciphers::{Aes256Gcm, Hmac, Key, Nonce, pbkdf2_hmac};

/// Keys, nonces and salts that stand in the program.
#[capability(read)]
fn seal(#[validate(length(max = 100))] text: String) -> usize {
    const START: [u8; 12] = [7; 12];
    let mut material = Vec::with_capacity(32);
    material.extend_from_slice(b"sixteen letters.");
    material.extend_from_slice(b"and sixteen more");
    let cipher = Aes256Gcm::new(Key::from_slice(&material)); //~ P308
    let zeros = [0u8; 12];
    let nonce = Nonce::from_slice(&zeros); //~ P308
    let mut data = text.into_bytes();
    let sealed = cipher.encrypt(&nonce, &data);
    let again = cipher.encrypt_in_place(&START, &[], &mut data); //~ P308
    let mut key = [0u8; 32];
    let words = "correct horse";
    key[..words.len()].copy_from_slice(words.as_bytes());
    let mac = Hmac::new_from_slice(&key[..16]); //~ P308
    sealed + again + mac.0
}

/// Derives a key with a salt and a number of rounds that help nobody.
#[capability(read)]
fn derive(#[validate(length(max = 100))] text: String) -> u8 {
    let mut key = [0u8; 32];
    if !text.is_empty() {
        let salt = b"pepper and salt";
        pbkdf2_hmac(text.as_bytes(), salt, 600_000, &mut key); //~ P308
    } else {
        let salt: [u8; 4] = [text.len() as u8; 4];
        pbkdf2_hmac(text.as_bytes(), &salt, 1_000, &mut key); //~ P308
    }
    key.iter().fold(0, |all, one| all ^ one)
}

fn main() {}
