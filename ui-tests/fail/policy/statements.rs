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
        trust "example.com"; //~ refused
        principal = local; //~ refused
        principal operator = root; //~ refused
        principle pricing = plugin "pricing"; //~ refused
        role helpers = pricing; //~ refused
        role nobody = []; //~ refused
        group reading = [find_orders refund]; //~ refused
        permit operator find_orders; //~ refused
        permit on find_orders; //~ refused
        permit operator on; //~ refused
        expect operator on refund; //~ refused
        expect forbid operator on refund when input.amount > 5; //~ refused
        expect forbid operator on refund with amount = 5; //~ refused
        permit operator on find_orders and refund; //~ refused
        permit operator on refund //~ refused
    };
}
