use portcullis::prelude::*;

/// A task is aborted, and a panic is caught.
#[capability(read)]
async fn stop(number: u32) -> u32 {
    let mut tasks = tokio::task::JoinSet::new();
    let task = tasks.spawn(async move { number });
    let caught = std::panic::catch_unwind(|| number);
    task.abort();
    tasks.abort_all();
    caught.unwrap_or(0)
}

fn main() {}
