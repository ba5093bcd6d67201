use std::cell::RefCell;
use std::sync::{LazyLock, Mutex};

use portcullis::prelude::*;

static LIMITS: LazyLock<Mutex<Vec<u32>>> = LazyLock::new(|| Mutex::new(vec![10, 100]));

thread_local! {
    static UNITS: RefCell<Vec<&'static str>> = RefCell::new(vec!["m", "km"]);
}

/// Locks, and looks.
#[capability(read)]
fn look(number: u32) -> Result<u32, Internal> {
    let limits = LIMITS.lock().map_err(|_| "poisoned")?;
    let first = limits.first().copied().unwrap_or(number);
    let units = UNITS.with(|units| units.borrow().len());
    let mut out = Vec::new();
    UNITS.with(|units| out.extend_from_slice(units.borrow().as_slice()));
    Ok(first + units as u32 + out.len() as u32)
}

fn main() {}
