use portcullis::prelude::*;
use tokio::task::{self, spawn_blocking};

/// Starts tasks.
#[capability(read)]
async fn tasks(number: u32) -> Result<u32, Internal> {
    let first = tokio::spawn(async move { number }); //~ P505
    let second = tokio::task::spawn(async move { number }); //~ P505
    let third = tokio::task::spawn_blocking(move || number); //~ P505
    let fourth = task::spawn(async move { number }); //~ P505
    let fifth = task::spawn_blocking(move || number); //~ P505
    let sixth = spawn_blocking(move || number); //~ P505
    let sum = first.await? + second.await? + third.await?;
    Ok(sum + fourth.await? + fifth.await? + sixth.await?)
}

/// Starts a task of the thread's own.
#[capability(read)]
fn local(number: u32) -> u32 {
    let handle = tokio::task::spawn_local(async move { number }); //~ P505
    u32::from(handle.is_finished())
}

fn main() {}
