use portcullis::prelude::*;

/// Reads the stock of a warehouse.
#[capability(read)]
async fn stock(#[grant] warehouse: Warehouse) -> Result<u32, Internal> {
    let client = warehouse.client().danger_accept_invalid_certs(true).build()?;
    Ok(warehouse.ask(client).await?)
}
