use portcullis::prelude::*;

/// The bound does not fit either.
#[capability(read)]
fn bounded(number: u64) -> u64 {
    if number > 100_000 {
        return 0;
    }
    u64::from(number as u8)
}

fn main() {}
