use portcullis::prelude::*;
use portcullis::{BoundedMap, BoundedVec, Currency, Date, Email, Money, Slug};

#[data]
struct Invoice {
    to: Email,
    copies: BoundedVec<Email, 3>,
    total: Money,
    due: Option<Date>,
    #[serde(default)]
    shop: Option<Slug>,
    prices: BoundedMap<Slug<16>, Money, 5>,
    currency: Currency,
}

/// Bills somebody.
#[capability(write)]
fn bill(to: Email, total: Money, due: Date, shop: Slug, currency: Currency) -> Option<Invoice> {
    let _ = (to, total, due, shop, currency);
    None
}

/// Takes an invoice.
#[capability(write)]
fn take(#[input] invoice: Invoice) -> Money {
    invoice.total
}

fn main() {}
