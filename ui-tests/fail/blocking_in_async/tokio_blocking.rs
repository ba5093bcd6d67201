use portcullis::prelude::*;

/// Uses what tokio has for plain functions.
#[capability(read)]
async fn blocking(number: u32) -> u32 {
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<u32>(4);
    let _ = sender.blocking_send(number); //~ P501
    let first = receiver.blocking_recv(); //~ P501
    let lock = tokio::sync::RwLock::new(number);
    let mutex = tokio::sync::Mutex::new(number);
    let read = *lock.blocking_read(); //~ P501
    *lock.blocking_write() += read; //~ P501
    let handle = tokio::runtime::Handle::current();
    let second = handle.block_on(async { number }); //~ P501
    first.unwrap_or(0) + second + *mutex.blocking_lock() //~ P501
}

fn main() {}
