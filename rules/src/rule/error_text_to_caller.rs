//! # P404: error_text_to_caller
//!
//! Refuses the text of an error (`error.to_string()`, `format!("{error}")`, `{:?}`) in what goes to the caller: what a
//! capability, a tool or a handler returns, what a `map_err` makes there, the body of a response. An error is what an
//! `Err(..)` holds, or the parameter of `map_err`.
//!
//! ## Why
//!
//! The text was written for whoever runs the program: it names tables, paths, hosts, versions, and sometimes the query
//! with its data. Whoever attacks asks for errors first. A model takes the text for an order, or repeats it.
//!
//! CWE-209 (generation of error message containing sensitive information). OWASP Agentic Top 10 (2026): ASI08, cascading
//! failures. OWASP Top 10 (2021): A04, insecure design.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function. That a `#[failure]` tells its `#[public(..)]` text alone is sound.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Reads a number.
//! #[capability(read)]
//! fn number(#[validate(length(max = 100))] text: String) -> String {
//!     match text.parse::<u32>() {
//!         Ok(number) => format!("{number}"),
//!         Err(error) => error.to_string(),
//!     }
//! }
//! ```
//!
//! ```text
//! error: the text of an error goes to the caller, with whatever it says of this program
//!        help: say what the caller can do about it, by a `#[public("..")]` of a `#[failure]`, and log the error itself
//!        see: cargo portcullis explain P404
//!   |
//! 8 |         Err(error) => error.to_string(),
//!   |                             ^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! #[failure]
//! enum NumberFailure {
//!     #[public("that is no number")]
//!     NoNumber(#[from] std::num::ParseIntError),
//! }
//!
//! /// Reads a number.
//! #[capability(read)]
//! fn number(#[validate(length(max = 100))] text: String) -> Result<u32, NumberFailure> {
//!     Ok(text.parse()?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that makes the text.
//! - `not_called_an_error.rs`: an error that came by another way than `Err(..)` or `map_err`.
//!
//! An error of your own, whose text was written for callers, is refused as well.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(error_text_to_caller, reason = "the error is of our own and written for callers"))]`.
//! The reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Facts, Name};
use crate::flow::{Argument, Site, Traits, Use, Value, is_format};

const HELP: &str = "say what the caller can do about it, by a `#[public(\"..\")]` of a `#[failure]`, and log the error itself";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let mut found: Vec<Place> = Vec::new();
    for site in facts.sites() {
        let Some(argument) = given_to_caller(site) else { continue };
        let place = match source_within(facts, argument.place) {
            Some(source) => source,
            // What was made into a text elsewhere is told there.
            None if is_text_here(facts, argument) => argument.place,
            None => continue,
        };
        if !found.iter().any(|other| other.is_within(place) && place.is_within(*other)) {
            found.push(place);
            let message = "the text of an error goes to the caller, with whatever it says of this program";
            report.deny(place, message).help(HELP);
        }
    }
}

fn given_to_caller(site: &Site) -> Option<&Argument> {
    match &site.what {
        Use::Returned(argument) if site.annotated => Some(argument).filter(|it| has_text(&it.value)),
        Use::Method { name, arguments, .. } if name == "map_err" && site.annotated => {
            arguments.first().filter(|it| has_text(&it.value))
        }
        Use::Method { name, receiver, arguments } if answers(name) && is_response(receiver) => {
            arguments.iter().find(|it| has_text(&it.value))
        }
        Use::Function { name, arguments } if makes_answer(name) => {
            arguments.iter().find(|it| has_text(&it.value))
        }
        _ => None,
    }
}

fn has_text(value: &Value) -> bool {
    value.could(Traits::ERROR_TEXT) || value.of_fields.has_any(Traits::ERROR_TEXT)
}

fn answers(method: &str) -> bool {
    matches!(method, "body" | "json" | "set_body" | "with_body" | "message_body" | "render")
}

fn is_response(receiver: &Argument) -> bool {
    receiver.value.made_by.as_ref().is_some_and(|maker| maker.path.contains("Response"))
        || receiver.names.split('.').any(|name| matches!(name, "response" | "builder" | "res"))
}

fn makes_answer(name: &Name) -> bool {
    let is_of = |types: &[&str]| {
        let path = name.to_string();
        let of = path.rsplit("::").nth(1).unwrap_or_default();
        types.contains(&of)
    };
    match name.last() {
        "internal_error" | "invalid_params" => is_of(&["ErrorData", "McpError"]),
        "text" => is_of(&["Content"]),
        "error" => is_of(&["CallToolResult"]),
        "json" | "with_status" => is_of(&["reply"]),
        "ErrorInternalServerError"
        | "ErrorBadGateway"
        | "ErrorBadRequest"
        | "ErrorNotFound"
        | "ErrorServiceUnavailable"
        | "ErrorConflict"
        | "ErrorUnauthorized"
        | "ErrorForbidden" => true,
        _ => false,
    }
}

/// Where the error became a text: the last such place in what is given.
fn source_within(facts: &Facts, whole: Place) -> Option<Place> {
    let sources = facts.sites().filter(|site| makes_text(site) && site.place.is_within(whole));
    sources.last().map(|site| site.place)
}

fn makes_text(site: &Site) -> bool {
    match &site.what {
        Use::Method { name, receiver, .. } => name == "to_string" && receiver.value.could(Traits::ERROR),
        Use::Macro { name, arguments, .. } => {
            is_format(name.last()) && arguments.iter().any(|it| it.value.could(Traits::ERROR))
        }
        Use::Written(written) => written.value.could(Traits::ERROR),
        _ => false,
    }
}

/// Whether the function itself made the text before it gave it away, and not whoever called it, or was called.
fn is_text_here(facts: &Facts, argument: &Argument) -> bool {
    let around = facts.function_number_at(argument.place);
    facts.sites().filter(|site| makes_text(site)).any(|site| {
        facts.function_number_at(site.place) == around
            && site.place.line_and_column() < argument.place.line_and_column()
    })
}
