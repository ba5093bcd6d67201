use portcullis::prelude::*;

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
fn login(#[validate(length(max = 100))] password: String) -> usize {
    hashed(&password)
}

fn main() {}
