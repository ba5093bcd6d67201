use portcullis::prelude::*;
use std::env::var;

/// The file says what it is.
#[capability(read)]
fn imported(number: u32) -> u32 {
    number + u32::from(var("ORDERS").is_ok())
}

fn main() {}
