use portcullis::prelude::*;

struct Lock(u32);

impl Lock {
    fn lock(&self) -> &u32 {
        &self.0
    }
}

struct Holder<'a> {
    guard: &'a u32,
}

/// The guard is in a struct.
#[capability(read)]
async fn kept(number: u32) -> u32 {
    let lock = Lock(number);
    let holder = Holder { guard: lock.lock() };
    tokio::task::yield_now().await;
    *holder.guard
}

fn main() {}
