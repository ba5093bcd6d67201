use portcullis::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, OnceLock, RwLock};

static UNITS: LazyLock<BTreeMap<&str, u32>> = LazyLock::new(|| BTreeMap::from([("m", 1), ("km", 1000)]));
static LIMITS: [u32; 3] = [1, 10, 100];
static CLOSED: AtomicBool = AtomicBool::new(false);
static REGION: OnceLock<String> = OnceLock::new();
static NAMES: RwLock<Vec<u32>> = RwLock::new(Vec::new());

/// Reads what does not change.
#[capability(read)]
fn read(number: u32) -> Result<u32, Internal> {
    let factor = UNITS.get("km").copied().unwrap_or(1);
    let region = REGION.get_or_init(|| "north".to_owned()).len() as u32;
    let names = NAMES.read().map_err(|_| "poisoned")?.len() as u32;
    let closed = u32::from(CLOSED.load(Ordering::Relaxed));
    Ok(factor + LIMITS.first().copied().unwrap_or(number) + region + names + closed)
}

fn main() {}
