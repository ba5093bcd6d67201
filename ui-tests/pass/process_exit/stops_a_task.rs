use portcullis::prelude::*;

/// A task is aborted, and a panic is caught.
#[capability(read)]
async fn stop(call: &Call, number: u32) -> u32 {
    let task = call.spawn(async move { number });
    let caught = std::panic::catch_unwind(|| number);
    task.abort();
    caught.unwrap_or(0)
}

fn main() {}
