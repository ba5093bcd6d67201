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
        trust domain "example.org"; //~ refused
        federated "spiffe://partner.example.org"; //~ refused
        federated "example.com"; //~ refused
        principal operator = local;
        principal me = local; //~ refused
        principal operator = plugin "operator"; //~ refused
        principal pricing = plugin "Pricing service"; //~ refused
        principal agent = "example.com/agent"; //~ refused
        principal upper = "spiffe://Example.com/agent"; //~ refused
        principal dotted = "spiffe://example.com/agent/../admin"; //~ refused
        role anyone = [operator]; //~ refused
        role me = [operator]; //~ refused
        group reading = [find_orders];
        group both = [reading, refund]; //~ refused
        permit operator on both;
    };
}
