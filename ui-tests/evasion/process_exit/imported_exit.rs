use portcullis::prelude::*;
use std::process::exit;

/// The file says what `exit` is.
#[capability(read)]
fn leave(number: u32) -> u32 {
    if number == 7 {
        exit(1);
    }
    number
}

fn main() {}
