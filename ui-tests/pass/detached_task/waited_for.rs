use portcullis::prelude::*;

/// Waits on the spot.
#[capability(read)]
async fn on_the_spot(number: u32) -> Result<u32, Internal> {
    let first = tokio::task::spawn_blocking(move || number).await?;
    Ok(first + tokio::runtime::Handle::current().spawn_blocking(move || number).await?)
}

/// Waits for the thread by its name.
#[capability(read)]
fn by_name(number: u32) -> Result<u32, Internal> {
    let worker = std::thread::spawn(move || number);
    let other = std::thread::Builder::new().spawn(move || number)?;
    Ok(worker.join().unwrap_or(0) + other.join().unwrap_or(0))
}

fn main() {}
