use portcullis::prelude::*;

/// Names it as the body says.
#[capability(read)]
async fn imported(number: u32) -> Result<u32, Internal> {
    use tokio as runtime;
    let first = (runtime::spawn)(async move { number }); //~ P505
    let second = {
        use runtime::task::spawn as start;
        start(async move { number }) //~ P505
    };
    let third = {
        use std::thread::*;
        spawn(move || number) //~ P505
    };
    let fifth = {
        use tokio::*;
        spawn(async move { number }) //~ P505
    };
    let fourth = {
        use tokio::task::{spawn, spawn_blocking as block};
        (spawn(async move { number }), block(move || number)) //~ P505 P505
    };
    let sum = first.await? + second.await? + fourth.0.await? + fourth.1.await? + fifth.await?;
    Ok(sum + u32::from(third.is_finished()))
}

fn main() {}
