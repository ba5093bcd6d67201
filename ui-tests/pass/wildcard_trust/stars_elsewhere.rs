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

/// Takes a star.
#[capability(read)]
fn rate(#[validate(length(max = 5))] stars: String) -> usize {
    stars.len()
}

fn main() {
    let _ = policy! {
        principal operator = local; // permit * on *
        principal pricing = plugin "pricing-2.x_beta";
        permit operator on [rate, find_orders, refund];
        permit pricing on rate when input.stars == "*";
    };
}
