use portcullis::State;
use portcullis::prelude::*;

struct Account {
    password: String,
}

mod md5 {
    pub fn compute(data: &[u8]) -> usize {
        data.len()
    }
}

fn hashed(text: &str) -> usize {
    md5::compute(text.as_bytes())
}

/// The hash is in a function outside.
#[capability(read)]
fn login(#[grant] account: State<Account>) -> usize {
    hashed(&account.password)
}

fn main() {}
