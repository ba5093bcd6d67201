use std::time::Duration;

use portcullis::prelude::*;

async fn connected(port: u16) -> Result<u16, String> {
    if port > 80 { Ok(port) } else { Err("refused".into()) }
}

/// Waits longer each time.
#[capability(read)]
async fn patient(port: u16) -> u16 {
    let mut pause = Duration::from_millis(50);
    loop {
        if let Ok(answer) = connected(port).await {
            break answer;
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
}

/// Gives up, by a number and by a question mark.
#[capability(read)]
async fn counted(port: u16) -> Result<u16, Internal> {
    let mut attempts = 0;
    loop {
        match connected(port).await {
            Ok(answer) => return Ok(answer),
            Err(_) if attempts < 5 => attempts += 1,
            Err(_) => break,
        }
    }
    let mut sum = port;
    while sum != 4 {
        sum ^= connected(port).await.map_err(std::io::Error::other)?;
        sum ^= u16::from(connected(sum).await.is_ok());
    }
    Ok(sum)
}

fn main() {}
