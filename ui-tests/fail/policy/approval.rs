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
        role mixed = [pricing, supervisor];
        permit operator on refund approved by supervisor;
        permit operator on refund approved by pricing; //~ refused
        permit operator on refund approved by [supervisor, mixed]; //~ refused
        permit operator on refund approved by boss; //~ P705
        permit operator on refund approved by anyone; //~ P705
        permit operator on refund approved supervisor; //~ refused
        permit operator on refund approved by "supervisor"; //~ refused
        permit operator on refund approved by []; //~ refused
        permit operator on refund approved by supervisor when input.amount <= 5; //~ refused
        forbid pricing on refund approved by supervisor; //~ refused
    };
}
