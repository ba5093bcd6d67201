use std::collections::HashMap;

use portcullis::State;
use portcullis::prelude::*;

struct Request {
    headers: HashMap<&'static str, String>,
}

/// The credential is among what is copied.
#[capability(read)]
fn forward(#[grant] request: State<Request>) -> usize {
    let headers = request.headers.clone();
    headers.len()
}

fn main() {}
