use std::collections::HashMap;

use portcullis::prelude::*;
use serde_json::{Map, Value};

/// Answers.
#[capability(read)]
fn value(number: u32) -> Value { //~ P102
    number.into()
}

/// Answers.
#[capability(read)]
fn several(number: u32) -> Result<Vec<Option<Value>>, Internal> { //~ P102
    Ok(vec![Some(number.into())])
}

/// Answers.
#[capability(read)]
fn by_name(number: u32) -> HashMap<String, Value> { //~ P102
    HashMap::from([("number".to_owned(), number.into())])
}

/// Answers.
#[capability(read)]
fn object(number: u32) -> Map<String, Value> { //~ P102
    Map::from_iter([("number".to_owned(), number.into())])
}

fn main() {}
