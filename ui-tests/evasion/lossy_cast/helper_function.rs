use portcullis::prelude::*;

fn narrow(number: u64) -> u8 {
    number as u8
}

/// The file says what `narrow` does.
#[capability(read)]
fn helped(number: u64) -> u64 {
    u64::from(narrow(number))
}

fn main() {}
