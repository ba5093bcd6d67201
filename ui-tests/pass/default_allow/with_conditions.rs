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

/// The word is taken only where it is no path.
#[capability(read)]
fn everything() -> bool {
    true
}

fn main() {
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        permit anyone on find_orders;
        permit anyone on refund when input.amount <= 200;
        permit anyone on self::everything when caller.kind == local;
    };
    let _ = policy! {
        principal operator = local;
        permit anyone on refund;
    };
}
