use portcullis::prelude::*;

#[data(input)]
#[derive(PartialEq)]
enum Currency {
    Eur,
    Usd,
}

/// Pays a customer back.
#[capability(read)]
fn refund(amount: u32, urgent: bool, currency: Currency, #[validate(length(max = 2))] country: String) -> u32 {
    let _ = (urgent, currency, country);
    amount
}

const MOST: u32 = 200;

fn main() {
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        role both = [operator, pricing];
        permit operator on refund when input.amount < 5 && input.amount > 10; //~ P704
        permit pricing on refund when input.country == "DE" && input.country == "FR"; //~ P704
        permit both on refund when input.currency == Currency::Eur && !(input.currency in [Currency::Eur, Currency::Usd]); //~ P704
        permit both on refund when input.amount <= MOST && input.amount > MOST; //~ P704
        permit both on refund when caller.kind == plugin && caller.kind == local; //~ P704
        forbid both on refund when input.urgent && !input.urgent; //~ P704
        permit pricing on refund when caller.kind == local; //~ P704
    };
}
