use portcullis::prelude::*;
use std::mem::forget;

/// The file says what `forget` is.
#[capability(read)]
fn imported(number: u32) -> u32 {
    forget(vec![number]);
    number
}

fn main() {}
