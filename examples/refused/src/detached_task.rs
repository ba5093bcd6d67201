use portcullis::prelude::*;

/// Sends a receipt.
#[capability(write)]
async fn send_receipt(order: u64, #[grant] mail: Mail) -> Result<(), Internal> {
    tokio::spawn(async move { mail.send(order).await });
    Ok(())
}
