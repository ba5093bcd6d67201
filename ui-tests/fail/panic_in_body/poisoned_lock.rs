use portcullis::prelude::*;

/// Counts calls.
#[capability(read, allow(global_state, reason = "the test is about another rule"))]
fn count(step: u32) -> u32 {
    static TOTAL: std::sync::Mutex<u32> = std::sync::Mutex::new(0);
    let mut total = TOTAL.lock().unwrap(); //~ P203
    *total += step;
    *total
}

fn main() {}
