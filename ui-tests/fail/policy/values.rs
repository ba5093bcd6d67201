use portcullis::prelude::*;
use portcullis::{Currency, Money};

const SMALL: Money = Money::new(5_000, Currency::EUR);
const LARGE: Money = Money::new(100_000, Currency::EUR);

/// Pays a customer back.
#[capability(write)]
fn refund(amount: Money) -> Money {
    amount
}

fn main() {
    let _ = policy! {
        principal operator = local;
        permit operator on refund when input.amount <= Money::new(5_000, Currency::EUR); //~ refused
        expect forbid operator on refund with { amount: LARGE + 1 }; //~ refused
    };
    let _ = policy! {
        principal operator = local;
        permit operator on refund when input.amount <= SMALL;
        expect permit operator on refund with { amount: SMALL };
        expect forbid operator on refund with { amount: LARGE }; //~ refused
    };
}
