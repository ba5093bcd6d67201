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
        trust domain "example.com";
        principal operator = local;
        permit operator on refund when 200 >= input.amount; //~ refused
        permit operator on refund when true; //~ refused
        permit operator on refund when input.amount.is_power_of_two(); //~ refused
        permit operator on refund when input.amount <= input.limit; //~ refused
        permit operator on refund when input.amount in []; //~ refused
        permit operator on refund when input.amount in 1..5; //~ refused
        permit operator on refund when input.name < "m"; //~ refused
        permit operator on refund when caller.name == "operator"; //~ refused
        permit operator on refund when caller.kind == admin; //~ refused
        permit operator on refund when caller.kind > local; //~ refused
        permit operator on refund when input.amount = 200; //~ refused
        permit operator on refund when (input.amount == 200 input.amount == 300); //~ refused
        permit operator on refund when !input.amount == 200; //~ refused
        permit operator on refund when; //~ refused
        permit operator on find_orders;
    };
}
