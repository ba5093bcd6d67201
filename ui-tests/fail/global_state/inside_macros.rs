use portcullis::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

mod counters {
    pub static COUNT: super::AtomicU32 = super::AtomicU32::new(0);
}

static TRIES: AtomicU32 = AtomicU32::new(0);

/// In a macro, in a closure, by its path.
#[capability(read)]
fn hidden(number: u32) -> u32 {
    let list = vec![TRIES.fetch_add(1, Ordering::Relaxed)]; //~ P506
    (0..number).for_each(|next| counters::COUNT.store(next, Ordering::Relaxed)); //~ P506
    let _ = TRIES.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |old| old.checked_add(1)); //~ P506
    list.len() as u32
}

fn main() {}
