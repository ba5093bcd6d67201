use std::collections::HashMap;

use portcullis::State;
use portcullis::prelude::*;

struct Request {
    headers: HashMap<&'static str, String>,
}

/// The credential is a key of a table here, and goes back to who sent it.
#[capability(read)]
fn known(#[grant] request: State<Request>) -> usize {
    let cookie = request.headers.get("cookie").cloned().unwrap_or_default();
    let mut seen = HashMap::new();
    seen.insert("last", cookie.clone());
    let mut response = HashMap::new();
    response.insert("cookie", cookie);
    seen.len() + response.len()
}

fn main() {}
