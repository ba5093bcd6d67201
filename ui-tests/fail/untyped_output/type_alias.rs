use portcullis::prelude::*;
use serde_json::Value as Json;

type Answer = Result<Json, Internal>;

/// Answers.
#[capability(read)]
fn alias(number: u32) -> Answer { //~ P102
    Ok(number.into())
}

/// Answers.
#[capability(read)]
fn renamed(number: u32) -> Json { //~ P102
    number.into()
}

fn main() {}
