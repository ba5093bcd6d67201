use portcullis::prelude::*;
use std::sync::{Condvar, Mutex};

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// Waits until somebody wakes it.
#[capability(read)]
async fn wait(number: u32) -> u32 {
    let (lock, condition) = (Mutex::new(number), Condvar::new());
    if let Ok(guard) = lock.lock() {
        let _guard = condition.wait(guard).ok(); //~ P501
    }
    if let Ok(guard) = lock.lock() {
        let _guard = condition.wait_timeout(guard, MOMENT); //~ P501
    }
    if let Ok(guard) = lock.lock() {
        let _guard = condition.wait_while(guard, |number| *number > 3); //~ P501
    }
    if let Ok(guard) = lock.lock() {
        let _guard = condition.wait_timeout_while(guard, MOMENT, |number| *number > 3); //~ P501
    }
    if let Ok(guard) = lock.lock() {
        let _guard = Condvar::wait(&condition, guard); //~ P501
    }
    number
}

fn main() {}
