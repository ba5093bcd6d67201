//! # P205: lossy_cast
//!
//! Refuses `as` where a number from the input may not fit: `u64 as u32`, `i64 as u64`, `f64 as i64`, `char as u8`.
//! `cargo portcullis check` mentions it for other numbers whose type is in sight, such as `list.len() as u16`.
//!
//! Left alone are types that hold more (`u32 as u64`), and numbers that are small: after `min`, `clamp`, `% 16`, `& 0xff`
//! or a comparison.
//!
//! ## Why
//!
//! `as` never fails. What is too large loses its upper bits, and what is negative becomes huge: a transfer of -1 cents is
//! one of 18446744073709551615.
//!
//! CWE-197 (numeric truncation error), CWE-195 (signed to unsigned conversion error). OWASP API Security Top 10 (2023):
//! API6, unrestricted access to sensitive business flows.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Pays an amount.
//! #[capability(write)]
//! fn pay(cents: i64) -> u64 {
//!     cents as u64
//! }
//! ```
//!
//! ```text
//! error: `as u64` changes a number of the caller's that does not fit
//!        help: use `u64::try_from(..)`, and refuse what does not fit
//!        see: cargo portcullis explain P205
//!   |
//! 6 |     cents as u64
//!   |     ^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Pays an amount.
//! #[capability(write)]
//! fn pay(cents: i64) -> Result<u64, Internal> {
//!     Ok(u64::try_from(cents)?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that casts.
//! - `other_type_names.rs`: a type under another name, `type Size = u16`.
//! - `type_out_of_sight.rs`: a number whose type the body does not say.
//! - `wrong_bound.rs`: a comparison with a bound that does not fit either.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(lossy_cast, reason = "only the lower bits are wanted for a hash"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Number, NumberKind, Operator, Traits, Use};

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Use::Operator { operator: Operator::Cast(ty), operands } = &site.what else { continue };
        let [operand] = operands.as_slice() else { continue };
        let value = &operand.value;
        let (Some(number), Some(target)) = (value.number, Number::of_type(ty)) else { continue };
        if value.is_constant() || number.fits(target) {
            continue;
        }
        let is_chosen = value.could(Traits::AMOUNT);
        let certain = is_chosen && site.is_chosen_outside(value);
        let whose = if certain { "a number of the caller's" } else { "a number" };
        let message = format!("`as {ty}` changes {whose} that does not fit");
        let help = match number.kind {
            NumberKind::Float => {
                "compare it with the bounds of the type first, and refuse what is not within".to_owned()
            }
            _ => format!("use `{ty}::try_from(..)`, and refuse what does not fit"),
        };
        report.weigh(certain, site.place, message).help(help);
    }
}
