use portcullis::prelude::*;

struct Lock(u32);

impl Lock {
    fn lock(&self) -> &u32 {
        &self.0
    }
}

fn taken(lock: &Lock) -> &u32 {
    lock.lock()
}

/// The guard is taken elsewhere.
#[capability(read)]
async fn helped(number: u32) -> u32 {
    let lock = Lock(number);
    let guard = taken(&lock);
    tokio::task::yield_now().await;
    *guard
}

fn main() {}
