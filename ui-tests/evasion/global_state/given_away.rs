use portcullis::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

fn increase(counter: &AtomicU32) -> u32 {
    counter.fetch_add(1, Ordering::Relaxed)
}

/// Somebody else changes it.
#[capability(read)]
fn given_away() -> u32 {
    increase(&COUNT)
}

fn main() {}
