use portcullis::prelude::*;

/// Finds an order.
///
/// By its number, which is on the invoice.
#[capability(read)]
fn find_order(order: u32) -> u32 {
    order
}
