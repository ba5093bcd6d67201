use std::collections::HashMap;

use portcullis::prelude::*;

/// Whoever asks is allowed.
#[capability(read)]
fn sharing(#[validate(length(max = 100))] origin: String) -> usize {
    let mut headers = HashMap::new();
    headers.insert("access-control-allow-origin", origin);
    headers.len()
}

fn main() {}
