use std::collections::HashMap;

use portcullis::State;
use portcullis::prelude::*;

struct Request {
    headers: HashMap<&'static str, String>,
}

const AUTHORIZATION: &str = "authorization";

/// Copies the credential into the headers of another request.
#[capability(read)]
fn forward(#[grant] request: State<Request>) -> usize {
    let mut headers = HashMap::new();
    if let Some(value) = request.headers.get(AUTHORIZATION) {
        headers.insert(AUTHORIZATION, value.clone()); //~ P310
    }
    let key = request.headers.get("x-api-key").cloned();
    let mut metadata = HashMap::new();
    match key {
        Some(key) if !key.is_empty() => drop(metadata.insert("key", key)), //~ P310
        _ => {}
    }
    headers.len() + metadata.len()
}

fn main() {}
