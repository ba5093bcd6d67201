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
        role staff = [operator, supervisor];
        role management = [supervisor, owner];
        permit staff on refund when input.amount <= 100 approved by supervisor; //~ P709
        permit supervisor on refund when input.amount <= 200 approved by management; //~ P709
        permit anyone on refund when input.amount <= 300 approved by owner; //~ P709
    };
}
