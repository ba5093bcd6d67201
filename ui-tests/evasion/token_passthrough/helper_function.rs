use std::collections::HashMap;

use portcullis::State;
use portcullis::prelude::*;

struct Request {
    headers: HashMap<&'static str, String>,
}

fn send(value: &str) -> usize {
    let mut headers = HashMap::new();
    headers.insert("authorization", value.to_owned());
    headers.len()
}

/// The request is made in a function outside.
#[capability(read)]
fn forward(#[grant] request: State<Request>) -> usize {
    request.headers.get("authorization").map_or(0, |value| send(value))
}

fn main() {}
