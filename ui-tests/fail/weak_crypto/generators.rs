use portcullis::prelude::*;

/// Stands in for `rand` and `fastrand`, which this test does not depend on.
mod rand {
    pub struct SmallRng(u64);

    impl SmallRng {
        pub fn seed_from_u64(seed: u64) -> Self {
            Self(seed)
        }
        pub fn random_range(&mut self, range: std::ops::Range<u8>) -> u8 {
            self.0 += 7;
            range.start + (self.0 % 10) as u8
        }
        pub fn fill_bytes(&mut self, bytes: &mut [u8]) {
            bytes.fill(self.0 as u8);
        }
    }
}
use rand::SmallRng;

mod fastrand {
    pub fn alphanumeric() -> char {
        'a'
    }
}

/// Tokens that somebody works out.
#[capability(read)]
fn tokens(seed: u64) -> String {
    let mut random = SmallRng::seed_from_u64(seed);
    let mut bytes = [0u8; 32];
    random.fill_bytes(&mut bytes);
    let session_token = bytes.iter().map(|byte| char::from(*byte)).collect::<String>(); //~ P308
    let password = std::iter::repeat_with(fastrand::alphanumeric).take(12).collect::<String>(); //~ P308
    session_token + &password
}

/// The function says what comes out of it.
#[capability(read)]
fn reset_token(seed: u64) -> String {
    let mut random = SmallRng::seed_from_u64(seed);
    (0..32).map(|_| char::from(random.random_range(97..122))).collect() //~ P308
}

fn main() {}
