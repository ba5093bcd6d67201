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
        group money = [refund];
        permit anyone on find_orders; //~ P703
        permit anyone on money when input.amount <= 200;
        permit anyone on money when input.amount > 200;
        forbid pricing on refund;
    };
}
