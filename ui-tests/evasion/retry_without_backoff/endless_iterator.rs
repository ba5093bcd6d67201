use portcullis::prelude::*;

async fn connected(port: u16) -> Result<u16, String> {
    if port > 80 { Ok(port) } else { Err("refused".into()) }
}

/// It is a `for`, and never ends.
#[capability(read)]
async fn wait(port: u16) -> u16 {
    for _ in 0_u64.. {
        if let Ok(answer) = connected(port).await {
            return answer;
        }
    }
    0
}

fn main() {}
