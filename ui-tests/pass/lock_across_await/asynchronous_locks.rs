use portcullis::prelude::*;
use tokio::sync::{Mutex, RwLock};

/// These locks are made for it.
#[capability(read)]
async fn asynchronous(number: u32) -> u32 {
    let (mutex, lock) = (Mutex::new(number), RwLock::new(number));
    let mut guard = mutex.lock().await;
    tokio::task::yield_now().await;
    *guard += *lock.read().await;
    let later = lock.write();
    let mut write = later.await;
    tokio::task::yield_now().await;
    *write += 1;
    *guard + *write
}

fn main() {}
