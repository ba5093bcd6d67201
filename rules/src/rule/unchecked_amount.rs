//! # P212: unchecked_amount
//!
//! Refuses `+`, `-` and `*` on whole numbers from the input that are amounts, counts or sizes, as their names say:
//! `amount`, `price_cents`, `quantity`, `page`, `width`, `length`.
//!
//! Left alone is what cannot overflow: `u64::from(quantity) * u64::from(price)` of two `u32`, what was compared or limited
//! before, `a - b` behind `if a >= b`, floating-point numbers, and `checked_add` and its kin.
//!
//! ## Why
//!
//! In a release build an overflow wraps without a word: a large quantity times a price becomes a small total, and
//! `page - 1` of page 0 becomes four thousand million. In a debug build it panics.
//!
//! CWE-190 (integer overflow or wraparound), CWE-191 (integer underflow). OWASP API Security Top 10 (2023): API6,
//! unrestricted access to sensitive business flows.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. In code that is only checked, what a plain function is given is advice.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Says what an order costs.
//! #[capability(read)]
//! fn total(quantity: u64, unit_cents: u64) -> u64 {
//!     quantity * unit_cents
//! }
//! ```
//!
//! ```text
//! error: `*` on an amount that the caller chose overflows without a word
//!        help: use `checked_mul`, and refuse what is too large; or give the input a range
//!        see: cargo portcullis explain P212
//!   |
//! 6 |     quantity * unit_cents
//!   |     ^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! #[failure]
//! enum OrderFailure {
//!     #[public("that is more than an order may cost")]
//!     TooMuch,
//! }
//!
//! /// Says what an order costs.
//! #[capability(read)]
//! fn total(quantity: u64, unit_cents: u64) -> Result<u64, OrderFailure> {
//!     quantity.checked_mul(unit_cents).ok_or(OrderFailure::TooMuch)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that calculates.
//! - `other_names.rs`: numbers whose names say nothing of an amount.
//! - `sum_of_iterator.rs`: `sum()` and `product()`, which overflow as well.
//! - `wrong_bound.rs`: a comparison with a bound that is too high.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(unchecked_amount, reason = "both come from a table of ours"))]`. The reason has at least 15
//! characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, NumberKind, Operator, Traits, Use, Value};

/// Words for what is counted in money or goods.
const GOODS: [&str; 22] = [
    "amount", "amounts", "price", "prices", "cents", "cost", "fee", "total", "balance", "quantity", "qty",
    "discount", "tax", "credit", "debit", "refund", "payment", "deposit", "seats", "stock", "invoice",
    "salary",
];

/// Words for other counts, and for sizes.
const SIZES: [&str; 31] = [
    "count", "counts", "size", "sizes", "len", "length", "width", "height", "page", "pages", "offset",
    "limit", "bytes", "points", "units", "items", "rows", "columns", "cols", "capacity", "num", "workers",
    "worker", "guests", "days", "hours", "minutes", "seconds", "net", "gross", "used",
];

/// Names of what is a whole number, also where its type is out of sight.
const WHOLE: [&str; 4] = ["cents", "quantity", "qty", "count"];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Use::Operator { operator, operands } = &site.what else { continue };
        let (sign, method) = match operator {
            Operator::Add => ('+', "add"),
            Operator::Subtract => ('-', "sub"),
            Operator::Multiply => ('*', "mul"),
            _ => continue,
        };
        let [left, right] = operands.as_slice() else { continue };
        if !operands.iter().any(is_chosen) || is_other(left) || is_other(right) {
            continue;
        }
        if !may_overflow(operator, &left.value, &right.value) {
            continue;
        }
        let chosen = || operands.iter().filter(|one| is_chosen(one));
        let certain = chosen().any(|one| site.is_chosen_outside(&one.value));
        let named = |words: &[&str]| chosen().any(|one| is_named(one, words));
        let is_size = match operator {
            _ if certain => true,
            Operator::Multiply => operands.iter().all(is_chosen),
            // `length - 4`, of a length that nobody compared.
            Operator::Subtract => right.value.is_constant() && is_chosen(left),
            _ => false,
        };
        if named(&GOODS) || (is_size && named(&SIZES)) {
            let who = if certain { "the caller" } else { "who calls this function" };
            let message = format!("`{sign}` on an amount that {who} chose overflows without a word");
            let help =
                format!("use `checked_{method}`, and refuse what is too large; or give the input a range");
            report.weigh(certain, site.place, message).help(help);
        }
    }
}

/// A whole number that could be any.
fn is_chosen(one: &Argument) -> bool {
    one.value.could(Traits::AMOUNT)
        && match one.value.number {
            Some(number) => number.kind != NumberKind::Float,
            None => is_named(one, &WHOLE) && one.value.of_fields == Traits::NONE,
        }
}

/// A text, a floating-point number.
fn is_other(one: &Argument) -> bool {
    let value = &one.value;
    value.number.is_some_and(|number| number.kind == NumberKind::Float)
        || value.start.is_some()
        || (value.could(Traits::TEXT | Traits::BUILT) && !is_chosen(one))
}

/// Whether the result needs more bits than its type has.
fn may_overflow(operator: &Operator, left: &Value, right: &Value) -> bool {
    let Some(number) = left.number.or(right.number) else { return true };
    let (one, two) = (left.bits().unwrap_or(number.width), right.bits().unwrap_or(number.width));
    let most = if number.kind == NumberKind::Signed { number.width - 1 } else { number.width };
    match operator {
        Operator::Subtract if number.kind == NumberKind::Unsigned => true,
        Operator::Multiply => one.saturating_add(two) > most && one > 1 && two > 1,
        _ => one.max(two).saturating_add(1) > most,
    }
}

fn is_named(operand: &Argument, words: &[&str]) -> bool {
    operand.names.split(['_', '.']).any(|name| words.contains(&name))
}
