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

macro_rules! written_by_a_macro {
    ($amount:literal) => {
        policy! {
            principal operator = local;
            permit operator on refund when input.amount >= 10 && input.amount <= $amount; //~ P704
            forbid operator on refund when input.amount < 11;
            forbid operator on refund when input.amount in [11, 12];
        }
    };
}

fn main() {
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        role both = [operator, pricing];
        permit both on find_orders;
        permit pricing on refund; //~ P704
        permit operator on refund when input.amount > 10; //~ P704
        forbid pricing on refund;
        forbid both on refund when input.amount > 5;
    };
    let _ = written_by_a_macro!(11);
}
