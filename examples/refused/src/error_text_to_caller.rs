use portcullis::prelude::*;

/// Says when an order was sent.
#[capability(read)]
async fn sent_on(order: u64, #[grant] shop: Shop) -> String {
    match shop.order(order).await {
        Ok(order) => order.sent_on,
        Err(error) => format!("could not look it up: {error}"),
    }
}
