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
        role management = [supervisor, owner];
        permit operator on refund approved by management;
        permit supervisor on refund approved by owner;
        permit owner on refund approved by supervisor;
    };
}
