use portcullis::prelude::*;
use std::env;

/// Reads what the signature does not say.
#[capability(read)]
fn read(number: u32) -> u32 {
    let first = std::env::var("ORDERS").unwrap_or_default(); //~ P307
    let second = env::var_os("ORDERS"); //~ P307
    let third = env::vars().count(); //~ P307
    let fourth = std::env::vars_os().count(); //~ P307
    number + first.len() as u32 + u32::from(second.is_some()) + (third + fourth) as u32
}

fn main() {}
