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
        role helpers = [pricing, operater]; //~ P705
        permit helper on find_orders; //~ P705
        forbid everyone on refund; //~ P705
        expect permit nobody on refund; //~ P705
    };
}
