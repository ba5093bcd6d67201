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
        principal supervisor = approver "supervisor";
        permit operator on refund when input.amount <= 200;
        permit operator on refund when input.amount <= 5_000 approved by supervisor; //~ refused
        permit operator on find_orders approved by supervisor; //~ refused
    };
}
