use portcullis::State;
use portcullis::prelude::*;

/// Stands in for hashes, generators and a keyboard.
mod others {
    pub struct Md5;
    pub struct Sha256;
    pub struct SmallRng(u64);
    pub struct Key(pub &'static str);

    impl Md5 {
        pub fn digest(data: &[u8]) -> usize {
            data.len()
        }
    }

    impl Sha256 {
        pub fn digest(data: &[u8]) -> usize {
            data.len()
        }
    }

    impl SmallRng {
        pub fn seed_from_u64(seed: u64) -> Self {
            Self(seed)
        }
        pub fn next(&mut self) -> u64 {
            self.0 += 1;
            self.0
        }
    }

    impl Key {
        pub fn from(name: &'static str) -> Self {
            Self(name)
        }
    }
}
use others::{Key, Md5, Sha256, SmallRng};

struct Account {
    password: String,
    api_token: String,
}

/// Hashes of what is no secret, a jitter, and a key of a keyboard.
#[capability(read)]
fn harmless(
    #[validate(length(max = 100))] document: String,
    #[grant] account: State<Account>,
    seed: u64,
) -> usize {
    let etag = Md5::digest(document.as_bytes());
    let name = Sha256::digest(document.as_bytes());
    let known = Sha256::digest(account.api_token.as_bytes());
    let mut random = SmallRng::seed_from_u64(seed);
    let jitter = random.next() as usize;
    etag + name + known + jitter + Key::from("Escape").0.len()
}

/// A list of breached passwords is asked by the first letters of a SHA-1.
#[capability(read)]
fn is_breached(#[grant] account: State<Account>) -> usize {
    Md5::digest(account.password.as_bytes())
}

/// The address of a picture is made of a mail address.
#[capability(read)]
fn picture(#[validate(length(max = 100))] email: String) -> usize {
    Md5::digest(email.as_bytes())
}

/// A long password is shortened before the slow hash.
#[capability(read)]
fn slow(#[grant] account: State<Account>) -> usize {
    let short = Sha256::digest(account.password.as_bytes());
    argon2::hash_password(short)
}

mod argon2 {
    pub fn hash_password(text: usize) -> usize {
        text
    }
}

fn main() {}
