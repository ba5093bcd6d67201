use portcullis::prelude::*;

/// What ends with the call is fine.
#[capability(read)]
async fn ends(call: &Call, number: u32) -> Result<u32, Internal> {
    let task = call.spawn(async move { number });
    let mut set = tokio::task::JoinSet::new();
    set.spawn(async move { number });
    let mut sum = task.await?;
    while let Some(done) = set.join_next().await {
        sum += done?;
    }
    Ok(sum)
}

/// Scoped threads end with their scope.
#[capability(read)]
fn scoped(number: u32) -> u32 {
    std::thread::scope(|scope| scope.spawn(move || number).join().unwrap_or(0))
}

fn main() {}
