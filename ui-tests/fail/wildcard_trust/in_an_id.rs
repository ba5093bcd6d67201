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
        principal agents = "spiffe://example.com/agent/*"; //~ P702
        principal all = "spiffe://*"; //~ P702
        principal host = "spiffe://x.io*"; //~ P702
        permit agents on find_orders;
        permit all on refund;
        permit host on refund;
    };
}
