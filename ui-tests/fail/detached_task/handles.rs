use portcullis::prelude::*;
use tokio::runtime::{Handle, Runtime};

/// Spawns on a runtime's handle that the expression itself gets.
#[capability(read)]
async fn handles(number: u32) -> Result<u32, Internal> {
    let first = tokio::runtime::Handle::current().spawn(async move { number }); //~ P505
    let second = Handle::try_current()?.spawn(async move { number }); //~ P505
    let third = Handle::current().spawn_blocking(move || number); //~ P505
    let fourth = Runtime::new()?.spawn(async move { number }); //~ P505
    let mut set = tokio::task::JoinSet::new();
    set.spawn_blocking(move || number); //~ P505
    Ok(first.await? + second.await? + third.await? + fourth.await?)
}

fn main() {}
