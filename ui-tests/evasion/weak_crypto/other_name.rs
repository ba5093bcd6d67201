use portcullis::prelude::*;

mod md5 {
    pub fn compute(data: &[u8]) -> usize {
        data.len()
    }
}

/// Nothing says that this is a password.
#[capability(read)]
fn login(#[validate(length(max = 100))] word: String) -> usize {
    md5::compute(word.as_bytes())
}

fn main() {}
