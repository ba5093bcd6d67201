use portcullis::prelude::*;
use std::sync::Mutex;

use portcullis::State;

/// Lets go of it before it waits.
#[capability(read)]
async fn let_go(#[grant] list: State<Mutex<Vec<u32>>>, number: u32) -> Result<u32, Internal> {
    let first = list.lock().map_err(|_| "poisoned")?.first().copied();
    tokio::task::yield_now().await;
    {
        let mut guard = list.lock().map_err(|_| "poisoned")?;
        guard.push(number);
    }
    tokio::task::yield_now().await;
    let last = match list.lock() {
        Ok(guard) => guard.last().copied(),
        Err(_) => None,
    };
    tokio::task::yield_now().await;
    Ok(first.unwrap_or(0) + last.unwrap_or(0))
}

fn main() {}
