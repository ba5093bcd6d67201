use portcullis::prelude::*;

fn start(number: u32) -> tokio::task::JoinHandle<u32> {
    tokio::spawn(async move { number })
}

/// The task is started elsewhere.
#[capability(read)]
async fn helped(number: u32) -> Result<u32, Internal> {
    Ok(start(number).await?)
}

fn main() {}
