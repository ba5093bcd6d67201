use portcullis::prelude::*;

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// A closure for `block_in_place` may block, and so may a plain function.
#[capability(read, allow(detached_task, reason = "the test shows where closures run"))]
async fn elsewhere(number: u32) -> Result<u32, Internal> {
    let slow = tokio::task::spawn_blocking(move || {
        std::thread::sleep(MOMENT);
        number
    });
    std::thread::spawn(|| std::thread::sleep(MOMENT));
    tokio::task::block_in_place(|| std::thread::sleep(MOMENT));
    fn plain() {
        std::thread::sleep(MOMENT);
    }
    let pause: fn() = plain;
    let _ = pause;
    Ok(slow.await?)
}

fn main() {}
