use portcullis::prelude::*;

struct Lock(u32);

impl Lock {
    fn try_lock(&self) -> Option<&u32> {
        Some(&self.0)
    }
}

/// It might be a lock of tokio's.
#[capability(read)]
async fn tried(number: u32) -> u32 {
    let lock = Lock(number);
    let Some(guard) = lock.try_lock() else { return 0 };
    tokio::task::yield_now().await;
    *guard
}

fn main() {}
