use portcullis::State;
use portcullis::prelude::*;

/// Stands in for `md5`, `sha1` and `sha2`, which this test does not depend on.
mod hashes {
    pub struct Md5(u8);
    pub struct Sha1;
    pub struct Sha256(u8);

    impl Md5 {
        pub fn new() -> Self {
            Self(0)
        }
        pub fn update(&mut self, data: impl AsRef<[u8]>) {
            self.0 ^= data.as_ref().len() as u8;
        }
        pub fn finalize(self) -> u8 {
            self.0
        }
    }

    impl Sha1 {
        pub fn digest(data: impl AsRef<[u8]>) -> u8 {
            data.as_ref().len() as u8
        }
    }

    impl Sha256 {
        pub fn new() -> Self {
            Self(0)
        }
        pub fn chain_update(mut self, data: impl AsRef<[u8]>) -> Self {
            self.0 ^= data.as_ref().len() as u8;
            self
        }
        pub fn digest(data: impl AsRef<[u8]>) -> u8 {
            data.as_ref().len() as u8
        }
    }
}
use hashes::{Md5, Sha1, Sha256};

struct Account {
    password: String,
}

/// Hashes a password in three ways, of which none is slow.
#[capability(read)]
fn login(
    #[validate(length(max = 100))] name: String,
    #[validate(length(max = 20))] card_number: String,
    #[grant] account: State<Account>,
) -> u8 {
    let mut hasher = Md5::new();
    hasher.update(&name);
    hasher.update(&account.password); //~ P308
    let salted = format!("{name}:{}", account.password.trim());
    let fast = Sha256::digest(salted.as_bytes()); //~ P308
    let chained = Sha256::new().chain_update(&name).chain_update(&account.password); //~ P308
    drop(chained);
    let signature = Sha1::digest(&name); //~ P308
    hasher.finalize() ^ fast ^ signature ^ Sha1::digest(card_number) //~ P308
}

/// The function's name says what the digest is for.
#[capability(read)]
fn signature(#[validate(length(max = 100))] text: String) -> u8 {
    Sha1::digest(text) //~ P308
}

fn main() {}
