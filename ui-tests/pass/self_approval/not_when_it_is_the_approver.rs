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
        // A condition on the caller leaves the approver out.
        permit anyone on refund when caller.kind != approver approved by supervisor;
    };
}
