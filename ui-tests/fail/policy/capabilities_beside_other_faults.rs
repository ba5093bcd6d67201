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
        permit oparator on find_orders; //~ refused
        permit operator on find_ordres; //~ refused
        permit operator on refund;
    };
}
