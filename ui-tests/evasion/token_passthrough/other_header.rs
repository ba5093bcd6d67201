use std::collections::HashMap;

use portcullis::State;
use portcullis::prelude::*;

struct Request {
    headers: HashMap<&'static str, String>,
}

/// Nobody else calls it so.
#[capability(read)]
fn forward(#[grant] request: State<Request>) -> usize {
    let mut headers = HashMap::new();
    headers.insert("x-shop", request.headers.get("x-shop").cloned().unwrap_or_default());
    headers.len()
}

fn main() {}
