use portcullis::prelude::*;

/// Counts without a lock.
#[capability(read)]
fn count(number: u32) -> u32 {
    static mut TOTAL: u32 = 0; //~ P206
    let _address = &raw mut TOTAL; //~ P206
    number
}

fn main() {}
