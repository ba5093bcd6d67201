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

/// Pays.
#[capability(read)]
fn pay(amount: u32) -> u32 {
    amount
}

fn main() {
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        role one = [operator, pricing];
        role other = [pricing, operator];
        group all = [find_orders, refund];
        permit one on all;
        permit other on [refund, find_orders]; //~ refused
        permit one on pay when input.amount == 200;
        permit one on pay when input . amount==200; //~ refused
        permit one on pay when input.amount == 201;
    };
}
