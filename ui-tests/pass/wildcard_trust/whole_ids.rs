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
        federated "partner.example.org";
        principal orders = "spiffe://example.com/agent/orders/prod";
        principal desk = "spiffe://partner.example.org/ns/shop/sa/desk";
        role agents = [orders, desk];
        permit agents on [find_orders, refund];
    };
}
