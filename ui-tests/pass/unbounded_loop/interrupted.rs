use portcullis::prelude::*;

/// The caller may go away, or the time be over.
#[capability(read)]
async fn interrupted(number: u32) -> u32 {
    let mut sum = number;
    loop {
        tokio::task::yield_now().await;
        sum = sum.wrapping_add(1);
    }
}

/// So it may here.
#[capability(read)]
fn asked(call: &Call, number: u32) -> u32 {
    let mut sum = number;
    loop {
        if call.checkpoint().is_err() {
            sum = 0;
        }
        sum = sum.wrapping_add(1);
    }
}

fn main() {}
