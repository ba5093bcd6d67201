use std::time::Duration;

use portcullis::prelude::*;

async fn connected(port: u16) -> Result<u16, String> {
    if port > 80 { Ok(port) } else { Err("refused".into()) }
}

fn pause() -> Duration {
    Duration::from_millis(5)
}

/// It does not show that the pause is always the same.
#[capability(read)]
async fn wait(port: u16) -> u16 {
    loop {
        if let Ok(answer) = connected(port).await {
            break answer;
        }
        tokio::time::sleep(pause()).await;
    }
}

fn main() {}
