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
        principal plugins = plugin "*"; //~ P702
        principal approvers = approver "team-*"; //~ P702
        permit plugins on find_orders when caller.trust_domain != "*.example.com"; //~ P702
        permit * on refund; //~ P702
    };
}
