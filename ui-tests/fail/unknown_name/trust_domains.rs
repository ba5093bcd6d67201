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
        principal gateway = "spiffe://evil.com/agent/orchestrator"; //~ P705
        principal desk = "spiffe://x.example.com/desk"; //~ P705
        permit gateway on find_orders;
        permit desk on refund when caller.trust_domain in ["example.com", "partner.example.com"]; //~ P705
    };
}
