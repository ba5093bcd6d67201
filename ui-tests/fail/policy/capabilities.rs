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

/// Is none.
fn plain(amount: u32) -> u32 {
    amount
}

fn main() {
    let _ = policy! {
        principal operator = local;
        permit operator on find_ordres; //~ refused
        permit operator on plain; //~ refused
        permit operator on refund;
    };
}
