use portcullis::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

fn next() -> u32 {
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// The static is elsewhere.
#[capability(read)]
fn helped() -> u32 {
    next()
}

fn main() {}
