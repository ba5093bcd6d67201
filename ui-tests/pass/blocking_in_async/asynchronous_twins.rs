use portcullis::prelude::*;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::sleep;

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// Everything here is awaited.
#[capability(read)]
async fn twins(number: u32) -> Result<u32, Internal> {
    tokio::time::sleep(MOMENT).await;
    sleep(MOMENT).await;
    let (sender, mut receiver) = mpsc::channel::<u32>(4);
    sender.send(number).await?;
    let first = receiver.recv().await.unwrap_or(0);
    let second = tokio::time::timeout(MOMENT, receiver.recv()).await;
    let third = receiver.recv();
    let barrier = tokio::sync::Barrier::new(1);
    barrier.wait().await;
    tokio::select! {
        next = third => Ok(first + next.unwrap_or(0)),
        () = sleep(MOMENT) => Ok(u32::from(second.is_ok())),
    }
}

/// Its own network, by tokio.
#[capability(read, allow(ambient_network, reason = "the case is about blocking"))]
async fn network(port: u16) -> Result<bool, Internal> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    Ok(stream.peer_addr().is_ok() && listener.local_addr().is_ok())
}

fn main() {}
