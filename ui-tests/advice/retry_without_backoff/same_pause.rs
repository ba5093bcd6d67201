use std::time::Duration;

use portcullis::prelude::*;

async fn connected(port: u16) -> Result<u16, String> {
    if port > 80 { Ok(port) } else { Err("refused".into()) }
}

/// Waits as long each time.
#[capability(read)]
async fn wait(port: u16) -> u16 {
    let pause = Duration::from_millis(200);
    loop { //~ P304
        match connected(port).await {
            Ok(answer) => return answer,
            Err(_) => tokio::time::sleep(pause).await,
        }
    }
}

fn main() {}
