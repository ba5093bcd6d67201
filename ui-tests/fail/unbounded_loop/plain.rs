use portcullis::prelude::*;

/// Counts for ever.
#[capability(read)]
fn count(number: u32) -> u32 {
    let mut sum = number;
    loop { //~ P503
        sum = sum.wrapping_add(1);
    }
}

/// The same in asynchronous code: it awaits before it, not in it.
#[capability(read)]
async fn spin(number: u32) -> u32 {
    tokio::task::yield_now().await;
    let mut sum = number;
    loop { //~ P503
        sum ^= 1;
    }
}

fn main() {}
