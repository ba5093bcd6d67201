use portcullis::prelude::*;

/// Pays a customer back.
#[capability(write)]
fn refund(amount: u32) -> u32 {
    amount
}

fn main() {
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        principal supervisor = approver "supervisor";
        permit anyone on refund approved by supervisor;
        // A forbid wins, so the supervisor never makes the call.
        forbid supervisor on refund;
    };
}
