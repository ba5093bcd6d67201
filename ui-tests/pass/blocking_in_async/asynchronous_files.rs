use portcullis::prelude::*;
use tokio::fs;

/// With an exception for the files, asynchronous ones are fine.
#[capability(read, allow(ambient_filesystem, reason = "one fixed file of the system"))]
async fn load(number: u32) -> Result<u32, Internal> {
    let text = tokio::fs::read_to_string("/etc/hostname").await?;
    let other = fs::read_to_string("/etc/hostname");
    let file = fs::File::open("/etc/hostname").await?;
    Ok(number + (text.len() + other.await?.len()) as u32 + file.metadata().await?.len() as u32)
}

fn main() {}
