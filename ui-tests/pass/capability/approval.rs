use portcullis::prelude::*;

/// Deletes what nobody can bring back.
#[capability(destructive, approval)]
fn delete(number: u32) -> u32 {
    number
}

/// Shows what not everybody should see.
#[capability(read, approval)]
fn reveal(number: u32) -> u32 {
    number
}

/// Pays, once.
#[capability(write, approval, idempotent, timeout = "2s")]
fn pay(amount: u32) -> u32 {
    amount
}

fn main() {
    let _ = Gate::builder().capability(delete).capability(reveal).capability(pay);
}
