//! # P306: secret_in_url
//!
//! Refuses a secret in the address of a request: in the text of a URL (`?api_key=..`, a segment of the path), in
//! `.query(..)` and `append_pair(..)`, in `path_segments_mut()`. A secret is what `expose_secret()` and the like reveal,
//! and what is named like a credential.
//!
//! A secret in a header, a form or a body is left alone, and so are public keys, signatures and names of tokens
//! (`page_token`, `max_tokens`). Where P303 finds the address without encryption, both are said.
//!
//! ## Why
//!
//! Addresses are written down everywhere: in the logs of servers and proxies, in histories, in the `Referer` that goes to
//! the next page, in error messages that quote the request, and in the transcript that a model reads.
//!
//! CWE-598 (sensitive query strings), CWE-522 (insufficiently protected credentials). OWASP MCP Top 10 (2025): MCP01,
//! token mismanagement and secret exposure.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function, and goes by names.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! struct Geocoder {
//!     api_key: String,
//! }
//!
//! /// Says where a place is looked up.
//! #[capability(read)]
//! fn address(#[grant] geo: State<Geocoder>, number: u32) -> String {
//!     format!("https://geo.atlas.dev/v1/{number}?key={}", geo.api_key)
//! }
//! ```
//!
//! ```text
//! error: this address has a secret in it, and addresses are written down everywhere
//!        help: send it in a header, `.bearer_auth(..)` or `.header("x-api-key", ..)`
//!        see: cargo portcullis explain P306
//!    |
//! 11 |     format!("https://geo.atlas.dev/v1/{number}?key={}", geo.api_key)
//!    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Says where a place is looked up; the key goes into a header.
//! #[capability(read)]
//! fn address(number: u32) -> String {
//!     format!("https://geo.atlas.dev/v1/{number}")
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that makes the address.
//! - `other_name.rs`: a secret under a name that says nothing.
//! - `host_behind.rs`: a path that becomes an address later.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(secret_in_url, reason = "the provider takes it nowhere else"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, What};
use crate::flow::{Argument, Site, Traits, Use, Value, is_credential};

const MESSAGE: &str = "this address has a secret in it, and addresses are written down everywhere";
const HELP: &str = "send it in a header, `.bearer_auth(..)` or `.header(\"x-api-key\", ..)`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    // One address is used several times: it is reported where it was made.
    let mut told: Vec<String> = Vec::new();
    for site in facts.sites() {
        match &site.what {
            Use::Function { arguments, .. } | Use::Macro { arguments, .. } => {
                arguments.iter().for_each(|argument| check_text(argument, &mut told, report));
            }
            Use::Method { name, receiver, arguments } => {
                if let Some(secret) = put_in(name, receiver, arguments)
                    && (!is_form(receiver) || makes_query(facts, site))
                {
                    report.deny(secret.place, MESSAGE).help(HELP);
                } else {
                    arguments.iter().for_each(|argument| check_text(argument, &mut told, report));
                }
            }
            Use::Bound { value, .. } | Use::Returned(value) => check_text(value, &mut told, report),
            _ => {}
        }
    }
}

/// A text that begins like an address, or like a path with a query, and has a secret in it.
fn check_text(text: &Argument, told: &mut Vec<String>, report: &mut Reporter<'_>) {
    let Some(start) = &text.value.start else { return };
    let is_secret = is_secret(&text.value) || text.value.could(Traits::MAYBE_SECRET);
    if text.value.could(Traits::BUILT) && is_secret && is_address(start) {
        let is_new =
            !told.iter().any(|before| before.starts_with(&**start) || start.starts_with(before.as_str()));
        if is_new {
            told.push(start.to_string());
            report.deny(text.place, MESSAGE).help(HELP);
        }
    }
}

fn is_address(start: &str) -> bool {
    ["https://", "http://", "wss://", "ws://"].iter().any(|scheme| start.starts_with(scheme))
        || has_query(start)
}

/// `?session=`, `&token=`: what a secret would follow.
fn has_query(text: &str) -> bool {
    !text.contains(' ')
        && text.rsplit_once(['?', '&']).is_some_and(|(_, name)| name.ends_with('=') && !name.contains('/'))
}

/// The secret that a method puts into a query or a path.
fn put_in<'a>(name: &str, receiver: &Argument, arguments: &'a [Argument]) -> Option<&'a Argument> {
    let argument = match (name, arguments) {
        ("query", [all]) if is_pairs_with_secret(&all.value) => return Some(all),
        ("query" | "append_pair" | "query_param" | "query_pair" | "append_query_param", [key, value]) => {
            if is_named_so(key, value) {
                return Some(value);
            }
            value
        }
        ("path_and_query" | "set_query" | "set_path" | "uri", [text]) if text.value.could(Traits::BUILT) => {
            text
        }
        ("push" | "extend", [segment]) if receiver.is_named_like(&["segments", "path_segments_mut"]) => {
            if is_pairs_with_secret(&segment.value) {
                return Some(segment);
            }
            segment
        }
        _ => return None,
    };
    is_secret(&argument.value).then_some(argument)
}

/// `("key", partner_key)`: the query says that it is a credential, and so does the value's name.
fn is_named_so(key: &Argument, value: &Argument) -> bool {
    let is_key = key.value.whole_text().is_some_and(|key| {
        is_credential(key).is_some()
            || matches!(key, "key" | "apikey" | "appkey" | "auth" | "token" | "secret")
    });
    let name = value.names.to_ascii_lowercase();
    let is_public =
        ["public", "page", "next", "cursor", "sort", "cache", "sync"].iter().any(|word| name.contains(word));
    is_key
        && !value.value.is_constant()
        && !is_public
        && ["key", "token", "secret"].iter().any(|end| name.contains(end))
}

/// What `form_urlencoded` makes is a body as often as a query.
fn is_form(receiver: &Argument) -> bool {
    receiver.value.made_by.as_ref().is_some_and(|maker| maker.of() == "Serializer")
        || receiver.is_named_like(&["serializer", "form", "body"])
}

/// Whether the function puts a text behind the question mark of an address.
fn makes_query(facts: &Facts, site: &Site) -> bool {
    let Some(around) = facts.function_at(site.place) else { return false };
    facts.iter().any(|fact| match &fact.what {
        What::Text(text) => text.text.contains("?{") && around.extent.contains(fact.place),
        _ => false,
    })
}

/// A list of pairs, a list of values, a struct of the program's own.
fn is_pairs_with_secret(all: &Value) -> bool {
    is_secret(all) || all.of_fields.has(Traits::SECRET)
}

fn is_secret(value: &Value) -> bool {
    value.could(Traits::SECRET) || value.of_fields.has(Traits::REVEALED)
}
