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
        expect permit agents on reading;
        permit agents on reading;
        group reading = [find_orders, refund];
        role agents = [orders, desk];
        principal orders = "spiffe://example.com/agent/orders/prod";
        principal desk = "spiffe://partner.example.org/desk";
        federated "partner.example.org";
        trust domain "example.com";
    };
}
