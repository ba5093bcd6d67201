use std::sync::Mutex;

use portcullis::State;
use portcullis::prelude::*;

/// Holds a lock while it waits.
#[capability(read)]
async fn wait(#[grant] count: State<Mutex<u32>>) -> u32 { //~ refused
    let guard = count.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    tokio::task::yield_now().await; //~ P502
    *guard
}

fn main() {}
