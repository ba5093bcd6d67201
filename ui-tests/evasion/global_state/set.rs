use portcullis::prelude::*;
use std::cell::Cell;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// A `OnceLock` has a `set` as well.
#[capability(read)]
fn set(number: u32) -> u32 {
    LAST.set(number);
    number
}

fn main() {}
