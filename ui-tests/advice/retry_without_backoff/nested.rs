use portcullis::prelude::*;

async fn sent(number: u16) -> Result<u16, String> {
    if number > 80 { Ok(number) } else { Err("refused".into()) }
}

/// The loop around it ends, the one inside does not; a loop inside that ends is no pause.
#[capability(read)]
async fn send_all(count: u16) -> u16 {
    let mut all = 0;
    for number in 0..count {
        let one = loop { //~ P304
            let Ok(one) = sent(number).await else {
                tokio::task::yield_now().await;
                continue;
            };
            for _ in 0..3 {
                tokio::time::sleep(std::time::Duration::from_millis(u64::from(number))).await;
            }
            break one;
        };
        all ^= one;
    }
    all
}

fn main() {}
