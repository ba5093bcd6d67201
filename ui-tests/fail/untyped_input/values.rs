use std::collections::{BTreeMap, HashMap};

use portcullis::prelude::*;
use serde_json::{Map, Value};

/// Takes input.
#[capability(read)]
fn value(value: Value) -> bool { //~ P201
    value.is_null()
}

/// Takes input.
#[capability(read)]
fn optional(value: Option<serde_json::Value>) -> bool { //~ P201
    value.is_none()
}

/// Takes input.
#[capability(read)]
fn by_name(values: HashMap<String, Value>) -> bool { //~ P201
    values.is_empty()
}

/// Takes input.
#[capability(read)]
fn several(#[validate(length(max = 9))] list: Vec<Value>, object: Map<String, Value>) -> bool { //~ P201 P201
    list.is_empty() && object.is_empty()
}

/// Takes input.
#[capability(read)]
fn deep(maps: Option<BTreeMap<String, Vec<serde_json::Value>>>) -> bool { //~ P201
    maps.is_none()
}

fn main() {}
