use portcullis::prelude::*;

async fn connected(port: u16) -> Result<u16, String> {
    if port > 80 { Ok(port) } else { Err("refused".into()) }
}

async fn again(port: u16) -> u16 {
    match connected(port).await {
        Ok(answer) => answer,
        Err(_) => Box::pin(again(port)).await,
    }
}

/// The function outside calls itself.
#[capability(read)]
async fn wait(port: u16) -> u16 {
    again(port).await
}

fn main() {}
