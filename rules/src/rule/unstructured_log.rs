//! # P403: unstructured_log
//!
//! Refuses text from outside (what a caller, a file, a service, a model or the environment says) in the message of a
//! log macro: `info!("looking for {customer}")`. Fields are left alone, and so is what `{:?}` escapes, a text without
//! line breaks, a number, and one of a list.
//!
//! In code that is not annotated it is advice.
//!
//! Where the same place shows a credential, P402 speaks; where it shows personal data, P406.
//!
//! ## Why
//!
//! A line break in the text begins a line that nobody wrote: a forged login, a forged alarm. And a message that is
//! different each time can neither be counted nor searched for.
//!
//! CWE-117 (improper output neutralization for logs). OWASP MCP Top 10 (2025): MCP08, lack of audit and telemetry. OWASP
//! Top 10 (2021): A09, security logging and monitoring failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function.
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
//! /// Looks for a customer.
//! #[capability(read)]
//! fn look_for(#[validate(length(max = 100))] customer: String) -> usize {
//!     tracing::info!("looking for {}", customer);
//!     customer.len()
//! }
//! ```
//!
//! ```text
//! error: `customer`, which comes from outside, becomes part of the message of `tracing::info!`, and may forge lines
//!        help: write it as a field: `info!(customer = %customer, "paid")`; a field is escaped, and can be searched for
//!        see: cargo portcullis explain P403
//!    |
//! 15 |     tracing::info!("looking for {}", customer);
//!    |                                      ^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
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
//! /// Looks for a customer.
//! #[capability(read)]
//! fn look_for(#[validate(length(max = 100))] customer: String) -> usize {
//!     tracing::info!(%customer, "looking for somebody");
//!     customer.len()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that logs.
//! - `read_elsewhere.rs`: a text that a function outside the body has read.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(unstructured_log, reason = "the journal is written for this test alone"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Traits, Use, is_log};

const HELP: &str = "write it as a field: `info!(customer = %customer, \"paid\")`; a field is escaped, and can be searched for";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Use::Macro { name, arguments, .. } = &site.what else { continue };
        if !is_log(name.last()) {
            continue;
        }
        for argument in arguments.iter().filter(|argument| is_foreign(argument)) {
            let written = shown(&argument.names);
            let what = if written.is_empty() || written.len() > 40 {
                "text from outside".to_owned()
            } else {
                format!("`{written}`, which comes from outside,")
            };
            let message =
                format!("{what} becomes part of the message of `{}`, and may forge lines", site.called());
            // Elsewhere eleven were found in hundreds of crates: too few to know how often it is right.
            report.weigh(site.annotated, argument.place, message).help(HELP);
        }
    }
}

/// What the text is called, without the methods that only hand it on.
fn shown(names: &str) -> &str {
    let mut names = names;
    while let Some((rest, last)) = names.rsplit_once('.')
        && hands_on(last)
    {
        names = rest;
    }
    names.rsplit('.').next().unwrap_or_default()
}

fn hands_on(method: &str) -> bool {
    matches!(
        method,
        "display"
            | "unwrap"
            | "expect"
            | "ok"
            | "map"
            | "and_then"
            | "clone"
            | "trim"
            | "as_str"
            | "as_ref"
            | "as_deref"
            | "as_path"
            | "to_str"
            | "to_owned"
            | "to_string"
            | "to_string_lossy"
            | "into_owned"
            | "into"
            | "borrow"
            | "join"
            | "get"
            | "cloned"
            | "iter"
            | "collect"
            | "to_lowercase"
            | "to_uppercase"
    ) || method.starts_with("unwrap_or")
}

/// Text that somebody else wrote. What a function is merely given may have been checked by whoever calls it.
fn is_foreign(argument: &Argument) -> bool {
    argument.value.could(Traits::LOG)
        && (argument.value.could(Traits::WRITTEN) || !is_without_lines(argument.name()))
        && argument.value.could(Traits::REMOTE | Traits::NETWORK | Traits::LOCAL | Traits::MODEL)
}

/// What is called so has a type of its own, which holds no line break.
fn is_without_lines(name: &str) -> bool {
    matches!(name, "id" | "method" | "status" | "version" | "port" | "code" | "peer" | "address")
        || ["addr", "_tag", "_count", "_port"].iter().any(|end| name.ends_with(end))
}
