use std::time::Duration;

use portcullis::prelude::*;
use tokio::sync::mpsc;

async fn sent(text: &str) -> Result<usize, String> {
    if text.is_empty() { Err("empty".into()) } else { Ok(text.len()) }
}

/// Each round has another message.
#[capability(read)]
async fn drain(number: u32) -> usize {
    let (sender, mut queue) = mpsc::channel::<String>(4);
    drop(sender.send(number.to_string()).await);
    drop(sender);
    let mut length = 0;
    while let Some(text) = queue.recv().await {
        if let Ok(one) = sent(&text).await {
            length ^= one;
        }
    }
    length
}

/// Waits for a clock, and awaits nothing that fails.
#[capability(read)]
async fn clock(number: u32) -> u32 {
    let mut ticks = tokio::time::interval(Duration::from_millis(5));
    let mut left = number;
    while left != 0 {
        ticks.tick().await;
        let _done = sent("round").await.is_ok();
        left -= 1;
    }
    while left != number {
        tokio::task::yield_now().await;
        left += 1;
    }
    left
}

fn main() {}
