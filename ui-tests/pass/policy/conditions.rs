use portcullis::prelude::*;

const LIMIT: u32 = 200;

#[data]
#[derive(PartialEq)]
enum Currency {
    Eur,
    Usd,
}

#[data]
struct Money {
    amount: u32,
    currency: Currency,
}

/// Takes one of each.
#[capability(read)]
fn pay(
    #[input] payment: Payment,
) -> u32 {
    payment.money.amount
}

#[data]
struct Payment {
    money: Money,
    #[validate(length(max = 20))]
    reason: String,
    name: portcullis::BoundedString<20>,
    rate: f64,
    balance: i64,
    urgent: bool,
    grade: char,
    note: Option<u8>,
}

fn main() {
    let _ = policy! {
        principal operator = local;
        permit operator on pay when input.money.amount <= LIMIT;
        permit operator on pay when input.money.amount <= 5_000 && input.money.currency == Currency::Eur;
        permit operator on pay when input.rate < 0.5 || input.balance > -1_000;
        permit operator on pay when !input.urgent && !(input.grade == 'x' || input.grade != 'y');
        permit operator on pay when input.urgent == false && input.reason in ["damaged", "lost"];
        permit operator on pay when input.name == "Ada" && input.money.currency in [Currency::Eur, Currency::Usd];
        permit operator on pay when ((input.money.amount > u32::MIN));
        permit operator on pay when caller.kind in [local, plugin] && input.note == None;
        expect permit operator on pay with { urgent: false, reason: "lost" };
        expect permit operator on pay with { money.amount: 5, money.currency: Currency::Eur };
    };
}
