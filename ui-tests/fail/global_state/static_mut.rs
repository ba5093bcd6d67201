use portcullis::prelude::*;

/// Without even a lock.
#[capability(read, allow(unsafe_block, reason = "the test shows what another rule says"))]
fn unlocked(number: u32) -> u32 {
    static mut TOTAL: u32 = 0;
    unsafe {
        TOTAL = number; //~ P506
        TOTAL += 1; //~ P506
    }
    number
}

fn main() {}
