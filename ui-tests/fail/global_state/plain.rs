use portcullis::prelude::*;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex, RwLock};

static COUNT: AtomicU32 = AtomicU32::new(0);
static CACHE: LazyLock<Mutex<HashMap<u32, u32>>> = LazyLock::new(|| Mutex::new(HashMap::new()));
static LAST: RwLock<u32> = RwLock::new(0);

/// Changes what all share.
#[capability(read)]
fn change(number: u32) -> Result<u32, Internal> {
    COUNT.store(number, Ordering::Relaxed); //~ P506
    let before = COUNT.swap(number, Ordering::Relaxed); //~ P506
    let last = COUNT.fetch_max(number, Ordering::Relaxed); //~ P506
    CACHE.lock().map_err(|_| "poisoned")?.insert(number, before); //~ P506
    *LAST.write().map_err(|_| "poisoned")? = last; //~ P506
    Ok(COUNT.load(Ordering::Relaxed))
}

fn main() {}
