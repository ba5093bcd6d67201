use portcullis::prelude::*;

/// Stands in for parking_lot with `send_guard`, which this test does not depend on.
mod parking_lot {
    pub struct Mutex(u32);

    impl Mutex {
        pub fn new(value: u32) -> Self {
            Mutex(value)
        }

        pub fn lock(&self) -> &u32 {
            &self.0
        }

        pub fn read(&self) -> &u32 {
            &self.0
        }

        pub fn write(&self) -> &u32 {
            &self.0
        }
    }
}

/// Waits for others while all wait for it.
#[capability(read)]
async fn hold(number: u32) -> u32 {
    let lock = parking_lot::Mutex::new(number);
    let first = {
        let guard = lock.lock();
        tokio::task::yield_now().await; //~ P502
        *guard
    };
    let guard = lock.read();
    if number > 3 {
        tokio::task::yield_now().await; //~ P502
    }
    let second = *guard;
    let _ = guard;
    let third = {
        let guard = lock.write();
        let _other = 1;
        tokio::task::yield_now().await; //~ P502
        *guard
    };
    first + second + third
}

fn main() {}
