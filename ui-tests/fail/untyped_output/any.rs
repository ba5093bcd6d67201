use std::any::Any;

use portcullis::prelude::*;

/// Answers.
#[capability(read)]
fn any(number: u32) -> Box<dyn Any> { //~ P102
    Box::new(number)
}

/// Answers.
#[capability(read)]
fn any_that_is_sent(number: u32) -> Result<Box<dyn Any + Send>, Internal> { //~ P102
    Ok(Box::new(number))
}

/// Answers.
#[capability(read)]
fn any_that_is_shared(number: u32) -> Box<dyn Any + Send + Sync> { //~ P102
    Box::new(number)
}

fn main() {}
