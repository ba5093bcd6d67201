//! # P204: unchecked_index
//!
//! Refuses `list[i]`, `list[a..b]` and `text[a..b]` where the index or an end of the range comes from the input and was
//! compared with nothing. `cargo portcullis check` mentions a fixed index into a list or a text from the input
//! (`bytes[0]`, `&name[..1]`), if the function never asks for its length.
//!
//! ## Why
//!
//! An index that is too large panics, and so does a cut through the middle of a character. The caller chooses it, and can
//! choose it again.
//!
//! CWE-129 (improper validation of an array index), CWE-248 (uncaught exception). OWASP Agentic Top 10 (2026): ASI08,
//! cascading failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. That a panic does not reach the caller is kept by the runtime, not by this rule.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! const COLOURS: [u64; 3] = [0xff0000, 0x00ff00, 0x0000ff];
//!
//! /// Gives a colour by its number.
//! #[capability(read)]
//! fn colour(number: usize) -> u64 {
//!     COLOURS[number]
//! }
//! ```
//!
//! ```text
//! error: an index that the caller chose panics where there is nothing
//!        help: use `.get(..)`, which gives `None` instead
//!        see: cargo portcullis explain P204
//!   |
//! 8 |     COLOURS[number]
//!   |     ^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! const COLOURS: [u64; 3] = [0xff0000, 0x00ff00, 0x0000ff];
//!
//! /// Gives a colour by its number, or black.
//! #[capability(read)]
//! fn colour(number: usize) -> u64 {
//!     COLOURS.get(number).copied().unwrap_or(0)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that indexes.
//! - `other_methods.rs`: `split_at`, `remove`, `swap` and others, which panic as well.
//! - `wrong_length.rs`: an index that was compared with the length of something else.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(unchecked_index, reason = "the table has 256 elements, the index is a byte"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, What};
use crate::flow::{Argument, Operator, Site, Traits, Use};

const HELP: &str = "use `.get(..)`, which gives `None` instead";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Use::Operator { operator: Operator::Index | Operator::Slice, operands } = &site.what else {
            continue;
        };
        let [list, index] = operands.as_slice() else { continue };
        if !is_written_together(list, index) {
            continue;
        }
        if is_chosen(list, index) {
            let certain = site.is_chosen_outside(&index.value);
            let who = if certain { "the caller" } else { "who calls this function" };
            let message = format!("an index that {who} chose panics where there is nothing");
            report.weigh(certain, site.place, message).help(HELP);
        } else if is_fixed(index) && is_of_any_length(facts, site, list) {
            let message = "a fixed index into a list from the input panics where that is too short";
            report.advise(site.place, message).help(HELP);
        }
    }
}

/// In the language of a macro, `say [some]` is a word and a list.
fn is_written_together(list: &Argument, index: &Argument) -> bool {
    let (end, start) = (list.place.end.end(), index.place.start.start());
    end.line != start.line || start.column <= end.column + 1
}

/// An index, or a key, that was compared with nothing.
fn is_chosen(list: &Argument, index: &Argument) -> bool {
    let value = &index.value;
    if !value.could(Traits::AMOUNT) {
        return false;
    }
    if value.could(Traits::TEXT) {
        // `body["name"]` of JSON gives `null`; a map panics.
        let is_map = list.value.made_by.as_ref().is_some_and(|maker| maker.of().ends_with("Map"));
        return is_map || (list.value.number.is_some() && !list.value.could(Traits::TEXT));
    }
    // A byte is within a table of 256, which is a constant.
    let is_table = || !list.names.is_empty() && !list.names.contains(char::is_lowercase);
    !(value.bits().is_some_and(|bits| bits <= 8) && is_table())
}

fn is_fixed(index: &Argument) -> bool {
    index.value.is_constant() && index.value.bits().is_some()
}

/// A list or a text from the input, of which the function never asks how long it is.
fn is_of_any_length(facts: &Facts, site: &Site, list: &Argument) -> bool {
    const ASKS: [&str; 12] = [
        "len",
        "is_empty",
        "get",
        "first",
        "last",
        "split_first",
        "starts_with",
        "ends_with",
        "chunks_exact",
        "windows",
        "is_char_boundary",
        "resize",
    ];
    if !list.value.could(Traits::AMOUNT | Traits::TEXT) || list.names.is_empty() || list.value.is_constant() {
        return false;
    }
    let Some(function) = facts.function_at(site.place) else { return false };
    let is_array = facts.iter().any(|fact| match &fact.what {
        What::Variable(variable) => {
            variable.name == list.name() && variable.ty.as_deref().is_some_and(|ty| ty.contains(';'))
        }
        _ => false,
    });
    let asks = |other: &Site| match &other.what {
        Use::Method { name, receiver, .. } => {
            receiver.names == list.names
                && ASKS.contains(&name.as_str())
                && function.extent.line_and_column() <= other.place.line_and_column()
        }
        _ => false,
    };
    !is_array && !facts.sites().any(asks)
}
