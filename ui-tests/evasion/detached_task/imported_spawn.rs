use portcullis::prelude::*;
use tokio::spawn;

/// The file says what `spawn` is.
#[capability(read)]
async fn imported(number: u32) -> Result<u32, Internal> {
    Ok(spawn(async move { number }).await?)
}

fn main() {}
