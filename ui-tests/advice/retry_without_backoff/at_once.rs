use portcullis::prelude::*;

async fn connected(port: u16) -> Result<u16, String> {
    if port > 80 { Ok(port) } else { Err("refused".into()) }
}

/// Tries again at once.
#[capability(read)]
async fn by_pattern(port: u16) -> u16 {
    loop { //~ P304
        if let Ok(answer) = connected(port).await {
            break answer;
        }
    }
}

/// Tries again at once, by a condition.
#[capability(read)]
async fn by_condition(port: u16) -> u16 {
    let mut answer = connected(port).await;
    while answer.is_err() { //~ P304
        answer = connected(port).await;
    }
    answer.unwrap_or(0)
}

fn main() {}
