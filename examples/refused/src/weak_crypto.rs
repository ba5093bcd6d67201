use portcullis::prelude::*;

/// Signs the link under which a receipt can be read.
#[capability(read)]
fn receipt_link(order: u64, #[grant] shop: Shop) -> String {
    let signature = md5::compute(shop.signed_text(order));
    format!("/receipts/{order}?signature={signature:x}")
}
