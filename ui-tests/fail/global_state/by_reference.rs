use portcullis::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Gives it another name.
#[capability(read)]
fn renamed(number: u32) -> u32 {
    static NEXT_ID: AtomicU32 = AtomicU32::new(1);
    let counter = &NEXT_ID;
    let mut old = counter.load(Ordering::Relaxed);
    while let Err(seen) = counter.compare_exchange(old, old + 1, Ordering::AcqRel, Ordering::Relaxed) { //~ P506
        old = seen;
    }
    let other: &AtomicU32 = &COUNT;
    other.fetch_add(old, Ordering::Relaxed) + number //~ P506
}

fn main() {}
