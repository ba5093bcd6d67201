use portcullis::prelude::*;

/// Pays a customer back.
#[capability(write)]
fn refund(order: u64, #[validate(range(max = 500))] amount: u32) -> u32 {
    println!("paying back {amount} for order {order}");
    amount
}
