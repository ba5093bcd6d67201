use portcullis::prelude::*;

/// Finds orders.
#[capability(read)]
fn find_orders(customer: u32) -> u32 {
    customer
}

/// Pays a customer back.
#[capability(read)]
fn refund(amount: u32) -> u32 {
    amount
}

fn main() {
    let _ = policy! {
        trust domain "example.com";
        principal agents = "spiffe://example.com/agent/"; //~ P702
        permit agents on [find_orders, refund];
    };
}
