use portcullis::prelude::*;

mod sync {
    pub mod thread {
        pub fn spawn(work: impl FnOnce()) {
            work();
        }
    }
}

/// A closure that is given to a thread of one's own runs there.
#[capability(read)]
async fn own_thread(number: u32) -> u32 {
    crate::sync::thread::spawn(|| std::thread::sleep(std::time::Duration::from_millis(1)));
    number
}

fn main() {}
