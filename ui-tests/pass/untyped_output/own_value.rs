use std::collections::HashMap;

use portcullis::prelude::*;

#[data]
enum Value {
    Number(i64),
    Truth(bool),
}

/// Answers.
#[capability(read)]
fn value(number: i64) -> Value {
    if number == 0 { Value::Truth(false) } else { Value::Number(number) }
}

/// Answers.
#[capability(read)]
fn by_name(number: i64) -> HashMap<String, Value> {
    HashMap::from([("number".to_owned(), Value::Number(number))])
}

fn main() {}
