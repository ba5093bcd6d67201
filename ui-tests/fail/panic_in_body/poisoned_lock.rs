use portcullis::prelude::*;

/// Counts calls.
#[capability(read)]
fn count(step: u32) -> u32 {
    static TOTAL: std::sync::Mutex<u32> = std::sync::Mutex::new(0);
    let mut total = TOTAL.lock().unwrap(); //~ P203
    *total += step;
    *total
}

fn main() {}
