use portcullis::prelude::*;
use serde_json::Value;
use std::any::Any;

#[data(output)]
struct Answer {
    number: u64,
    #[serde(skip_serializing)]
    bytes: Vec<u8>,
}

/// Reads what it knows of an untyped value, and answers with that.
#[capability(read)]
fn number(#[validate(length(max = 100))] text: String) -> Result<Answer, Internal> {
    let value: Value = serde_json::from_str(&text)?;
    let any: Box<dyn Any> = Box::new(value.clone());
    let known = any.is::<Value>();
    Ok(Answer { number: value["number"].as_u64().filter(|_| known).unwrap_or(0), bytes: Vec::new() })
}

/// Small numbers are a list like others.
#[capability(read)]
fn digits(number: u8) -> Vec<u8> {
    vec![number / 10, number % 10]
}

fn main() {}
