use portcullis::prelude::*;
use serde_json::Value as Json;

type Anything = Option<Json>;

/// Takes input.
#[capability(read)]
fn alias(value: Anything) -> bool { //~ P201
    value.is_none()
}

/// Takes input.
#[capability(read)]
fn renamed(value: Json) -> bool { //~ P201
    value.is_null()
}

fn main() {}
