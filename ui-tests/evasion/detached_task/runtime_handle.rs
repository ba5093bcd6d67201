use portcullis::prelude::*;

/// Other things have a method `spawn` as well.
#[capability(read)]
async fn handle(number: u32) -> Result<u32, Internal> {
    let handle = tokio::runtime::Handle::current();
    Ok(handle.spawn(async move { number }).await?)
}

fn main() {}
