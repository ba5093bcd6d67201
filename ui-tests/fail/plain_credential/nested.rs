use std::sync::OnceLock;

use portcullis::prelude::*;

/// Asks another service, many times.
#[capability(read)]
fn nested(#[validate(length(max = 100))] text: String) -> usize {
    static SIGNING_KEY: OnceLock<Vec<u8>> = OnceLock::new(); //~ P604
    let sizes = vec![{
        let bearer_token: &str = text.trim(); //~ P604
        bearer_token.len()
    }];
    sizes.len() + SIGNING_KEY.get().map_or(0, Vec::len)
}

fn main() {}
