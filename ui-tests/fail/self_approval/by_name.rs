use portcullis::prelude::*;

/// Pays a customer back.
#[capability(write)]
fn refund(amount: u32) -> u32 {
    amount
}

fn main() {
    let _ = policy! {
        principal operator = local;
        principal supervisor = approver "supervisor";
        principal owner = approver "owner";
        permit operator on refund when input.amount <= 5_000 approved by supervisor;
        permit supervisor on refund approved by supervisor; //~ P709
        permit owner on refund approved by [supervisor, owner]; //~ P709
    };
}
