use portcullis::prelude::*;

/// Stand in for the crates `ecb`, `des` and `hmac`, and for `openssl`.
mod ecb {
    pub struct Encryptor<C>(pub C);

    impl<C: Default> Encryptor<C> {
        pub fn new(_: &[u8]) -> Self {
            Self(C::default())
        }
    }
}

mod ciphers {
    #[derive(Default)]
    pub struct Aes128;
    #[derive(Default)]
    pub struct TdesEde3;
    #[derive(Default)]
    pub struct Md5;
    pub struct Encryptor<C>(pub C);
    pub struct Hmac<C>(pub C);
    pub struct Cipher;
    pub struct Rc4;

    impl<C: Default> Encryptor<C> {
        pub fn new(_: &[u8], _: &[u8]) -> Self {
            Self(C::default())
        }
    }

    impl<C: Default> Hmac<C> {
        pub fn new_from_slice(_: &[u8]) -> Self {
            Self(C::default())
        }
    }

    impl Cipher {
        pub fn aes_256_ecb() -> Self {
            Self
        }
        pub fn des_cbc() -> Self {
            Self
        }
    }

    impl Rc4 {
        pub fn new(_: &[u8]) -> Self {
            Self
        }
    }
}
use ciphers::{Aes128, Cipher, Encryptor, Hmac, Md5, Rc4, TdesEde3};

/// Old ciphers and a mode that hides nothing, in the brackets of a macro as well.
#[capability(read)]
fn old(#[validate(length(max = 32))] key: String, #[validate(length(max = 16))] start: String) -> usize {
    type Old = Encryptor<TdesEde3>;
    let book = ecb::Encryptor::<Aes128>::new(key.as_bytes()); //~ P308
    let triple = Encryptor::<TdesEde3>::new(key.as_bytes(), start.as_bytes()); //~ P308
    let renamed = Old::new(key.as_bytes(), start.as_bytes()); //~ P308
    let list = vec![Cipher::aes_256_ecb(), Cipher::des_cbc()]; //~ P308 P308
    let stream = { Rc4::new(key.as_bytes()) }; //~ P308
    let tag = <Hmac<Md5>>::new_from_slice(key.as_bytes()); //~ P308
    drop((book, triple, renamed, stream, tag));
    list.len()
}

/// Stands in for `native-tls`, which this test does not depend on.
mod native_tls {
    pub enum Protocol {
        Tlsv10,
    }

    pub fn builder() -> Option<Protocol> {
        None
    }
}
use native_tls::Protocol;

trait Builder {
    fn min_protocol_version(self, version: Option<Protocol>) -> Self;
}

impl Builder for Option<Protocol> {
    fn min_protocol_version(self, version: Option<Protocol>) -> Self {
        self.or(version)
    }
}

/// Speaks an old version of TLS.
#[capability(read)]
fn old_version(number: u32) -> u32 {
    drop(native_tls::builder().min_protocol_version(Some(Protocol::Tlsv10))); //~ P308
    number
}

fn main() {}
