use portcullis::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

struct Metrics(AtomicU32);

impl Metrics {
    fn count(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

static METRICS: Metrics = Metrics(AtomicU32::new(0));

/// The method changes it.
#[capability(read)]
fn counted() -> u32 {
    METRICS.count()
}

fn main() {}
