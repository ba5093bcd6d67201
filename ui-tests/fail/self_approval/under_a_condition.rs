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
        role staff = [operator, supervisor];
        permit staff on refund when caller.kind != local approved by supervisor; //~ P709
        permit staff on refund when caller.kind == local || input.amount == 7 approved by supervisor; //~ P709
    };
}
