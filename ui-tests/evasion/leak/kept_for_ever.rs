use portcullis::prelude::*;
use std::sync::Mutex;

use portcullis::State;

/// Everything that was ever seen.
#[capability(read)]
fn seen(#[grant] all: State<Mutex<Vec<u32>>>, number: u32) -> Result<u32, Internal> {
    let mut all = all.lock().map_err(|_| "poisoned")?;
    all.push(number);
    Ok(all.len() as u32)
}

fn main() {}
