use portcullis::prelude::*;

#[data(input)]
#[derive(PartialEq)]
enum Currency {
    Eur,
    Usd,
}

/// Finds a customer's orders.
#[capability(read)]
fn find_orders(customer: u32) -> u32 {
    customer
}

/// Pays a customer back.
#[capability(read)]
fn refund(amount: u32, urgent: bool, currency: Currency) -> u32 {
    amount
}

fn main() {
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        principal supervisor = approver "supervisor";
        role both = [operator, pricing];
        // One of them for somebody or something more, and the other one too.
        permit both on find_orders;
        permit operator on [find_orders, refund] when caller.kind == local;
        // In parts, and with an approval beyond them.
        permit pricing on refund when input.amount <= 200 && input.currency in [Currency::Eur, Currency::Usd];
        permit pricing on refund when input.amount <= 5_000 approved by supervisor;
        permit pricing on refund when input.urgent && input.amount != 0 && !(input.currency == Currency::Usd) approved by supervisor;
        // A permit of which a forbid takes a part, and a forbid for defence.
        forbid both on refund when input.amount > 10_000;
        forbid pricing on refund when input.amount > 20_000;
    };
}
