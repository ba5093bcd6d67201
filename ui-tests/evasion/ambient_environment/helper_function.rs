use portcullis::prelude::*;

fn region() -> String {
    std::env::var("ORDERS").unwrap_or_default()
}

/// The variable is read elsewhere.
#[capability(read)]
fn helped(number: u32) -> u32 {
    number + region().len() as u32
}

fn main() {}
