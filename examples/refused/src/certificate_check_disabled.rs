use portcullis::prelude::*;

/// Reads the stock of a warehouse.
#[capability(read)]
async fn stock(#[grant] warehouse: Warehouse) -> Result<u32, Internal> {
    let client = reqwest::Client::builder().danger_accept_invalid_certs(true).build()?;
    Ok(warehouse.ask(client).await?)
}
