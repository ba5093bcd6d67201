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
        principal operator = local;
        principal pricing = plugin "pricing";
        group all = [find_orders, refund];
        permit operator on all;
        permit pricing on [find_orders, refund];
    };
}
