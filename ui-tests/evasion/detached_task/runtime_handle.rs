use portcullis::State;
use portcullis::prelude::*;

/// Other things have a method `spawn` as well.
#[capability(read)]
async fn handle(#[grant] executor: State<tokio::runtime::Handle>, number: u32) -> Result<u32, Internal> {
    Ok(executor.spawn(async move { number }).await?)
}

fn main() {}
