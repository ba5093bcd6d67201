use portcullis::prelude::*;

/// All tasks of the process get the signal from now on.
#[capability(write)]
async fn handle(number: u32) -> Result<u32, Internal> {
    drop(tokio::time::timeout(std::time::Duration::from_millis(1), signal()).await);
    Ok(number)
}

async fn signal() {
    std::future::pending().await
}

fn main() {}
