use portcullis::prelude::*;

/// Counts for a long time.
#[capability(read)]
async fn computation(number: u32) -> u64 {
    (0..u64::from(number)).fold(0, |sum, next| sum ^ next.wrapping_mul(sum))
}

fn main() {}
