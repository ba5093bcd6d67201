//! # P406: personal_data_in_log
//!
//! Refuses personal data in a log, on the terminal, or in the text of a panic or of an error: what a `Personal<T>` gave
//! out, and what is named so (`email`, `phone`, `ssn`, `birth_date`, `credit_card`, `home_address`), also in a text that
//! was put together before, and in a struct that derives `Debug`. A count, a template, a digest and a `Personal<T>` itself
//! are left alone. Where a credential stands at the same place, P402 speaks.
//!
//! ## Why
//!
//! A log is kept longer than the law allows for what is in it, and is read by more people. Whoever asks for his data to be
//! deleted is not found there.
//!
//! CWE-532 (insertion of sensitive information into log file), CWE-359 (exposure of private personal information). OWASP
//! MCP Top 10 (2025): MCP01, token mismanagement and secret exposure. OWASP Top 10 (2021): A09, security logging and
//! monitoring failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function, and goes by names. That a `Personal<T>` does not show itself is sound.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! mod tracing {
//!     macro_rules! info {
//!         ($($tokens:tt)*) => {
//!             ()
//!         };
//!     }
//!     pub(crate) use info;
//! }
//!
//! /// Invites somebody.
//! #[capability(write)]
//! fn invite(number: u32, #[validate(length(max = 100))] email: String) -> usize {
//!     tracing::info!(number, %email, "is invited");
//!     email.len()
//! }
//! ```
//!
//! ```text
//! error: `tracing::info!` shows `email`, which is about a person
//!        help: leave it out, and write the customer's number or another key that means nothing elsewhere
//!        see: cargo portcullis explain P406
//!    |
//! 15 |     tracing::info!(number, %email, "is invited");
//!    |                             ^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::{Email, Personal};
//!
//! mod tracing {
//!     macro_rules! info {
//!         ($($tokens:tt)*) => {
//!             ()
//!         };
//!     }
//!     pub(crate) use info;
//! }
//!
//! /// Invites somebody.
//! #[capability(write)]
//! fn invite(number: u32, email: Personal<Email>) -> usize {
//!     tracing::info!(number, "is invited");
//!     email.expose().as_str().len()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `other_name.rs`: personal data under a name that says nothing.
//! - `helper_function.rs`: a function outside the body that logs.
//!
//! A value with such a name that is no text, such as a number of mails, is refused if nothing tells.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(personal_data_in_log, reason = "the address is of our own support desk"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::confidential::{logged, named};
use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::Traits;

const HELP: &str =
    "leave it out, and write the customer's number or another key that means nothing elsewhere";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Some(arguments) = logged(site) else { continue };
        for argument in arguments.filter(|argument| argument.value.could(Traits::PERSONAL)) {
            let what = named(argument, "a text");
            let message = format!("`{}` shows {what}, which is about a person", site.called());
            report.deny(argument.place, message).help(HELP);
        }
    }
}
