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
        principal spare = plugin "spare";
        group all = [find_orders, refund];
        permit operator on all;
        permit pricing on refund when input.amount <= 200;
        forbid operator on refund when input.amount in [13, 17];

        expect permit operator on find_orders;
        expect permit operator on refund; //~ refused
        expect permit operator on refund with { amount: 13 }; //~ refused
        expect permit pricing on refund; //~ refused
        expect forbid pricing on refund; //~ refused
        expect forbid pricing on refund with { amount: 200 }; //~ refused
        expect forbid pricing on refund with { amount: 201 };
        expect permit pricing on find_orders; //~ refused
        expect forbid anyone on all; //~ refused
        expect permit anyone on refund with { amount: 1 }; //~ refused
    };
}
