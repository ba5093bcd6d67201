use portcullis::prelude::*;

/// Finds a customer's orders.
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
        principal supervisor = approver "supervisor";
        role both = [operator, pricing];
        permit both on find_orders;
        permit operator on find_orders; //~ P704
        permit operator on refund when input.amount <= 200; //~ P704
        permit operator on refund when input.amount <= 5_000;
        permit operator on refund when input.amount < 100 approved by supervisor; //~ P704
        permit pricing on refund when input.amount < 100;
        permit pricing on refund when input.amount >= 100;
        permit pricing on refund when input.amount != 7; //~ P704
    };
}
