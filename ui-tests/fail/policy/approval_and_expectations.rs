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
        permit operator on refund when input.amount <= 200;
        permit operator on refund when input.amount <= 5_000 approved by supervisor;

        expect permit operator on refund with { amount: 200 };
        expect forbid operator on refund with { amount: 5_001 };
        expect permit operator on refund with { amount: 201 }; //~ refused
        expect forbid operator on refund with { amount: 201 }; //~ refused
    };
}
