use portcullis::prelude::*;
use std::thread::sleep;

/// The file says what `sleep` is; it might be tokio's.
#[capability(read)]
async fn imported(number: u32) -> u32 {
    sleep(std::time::Duration::from_millis(1));
    number
}

fn main() {}
