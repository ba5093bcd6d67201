use portcullis::prelude::*;

/// What opens a file, of `std` and `tokio`.
#[capability(read, allow(ambient_filesystem, reason = "the case is about the path"))]
async fn handles(#[validate(length(max = 100))] name: String, #[validate(length(max = 100))] other: String) -> Result<u64, Internal> {
    let one = tokio::fs::File::open(&name).await?; //~ P209
    let two = tokio::fs::read(other.trim_start_matches('/')).await?; //~ P209
    let length = one.metadata().await?.len() + two.len() as u64;
    Ok(length)
}

fn main() {}
