use portcullis::prelude::*;

/// Finds orders.
#[capability(read)]
fn find_orders(customer: u32) -> u32 {
    customer
}

/// Pays a customer back.
#[capability(read)]
fn refund(amount: u32) -> u32 {
    amount
}

#[data]
enum Currency {
    Eur,
}

/// Takes what cannot be compared.
#[capability(read)]
fn pay(currency: Currency) -> Currency {
    currency
}

fn main() {
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        permit pricing on refund when input.amout <= 200; //~ refused
        permit operator on pay when input.currency == Currency::Eur; //~ refused
        permit operator on refund;
        expect permit operator on refund with { amuont: 6_000 }; //~ refused
    };
}
