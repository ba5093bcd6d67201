//! # P306: secret_in_url
//!
//! Refuses a secret in the address of a request: in the text of a URL (`?api_key=..`, a segment of the path), in
//! `.query(..)`, `append_pair(..)` and `parse_with_params(..)`, in `path_segments_mut()`. A secret is what
//! `expose_secret()` and the like reveal, and what is named like a credential; in a query, also the number of a card
//! or of a passport.
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
    let mut told = Told { facts, addresses: Vec::new() };
    for site in facts.sites() {
        match &site.what {
            Use::Function { name, arguments } => {
                if let ("parse_with_params", [_, pairs]) = (name.last(), arguments.as_slice())
                    && is_pairs_with_secret(&pairs.value)
                {
                    report.deny(pairs.place, MESSAGE).help(HELP);
                } else {
                    arguments.iter().for_each(|argument| told.check_text(argument, report));
                }
            }
            Use::Macro { arguments, .. } => {
                arguments.iter().for_each(|argument| told.check_text(argument, report));
            }
            Use::Method { name, receiver, arguments } => {
                if let Some(secret) = put_in(facts, site, name, receiver, arguments) {
                    report.deny(secret.place, MESSAGE).help(HELP);
                } else {
                    told.check_text(receiver, report);
                    arguments.iter().for_each(|argument| told.check_text(argument, report));
                }
            }
            Use::Bound { value, .. } | Use::Returned(value) => told.check_text(value, report),
            _ => {}
        }
    }
}

/// The addresses that were reported, by the function around them.
struct Told<'f> {
    facts: &'f Facts,
    addresses: Vec<(Option<usize>, String)>,
}

impl Told<'_> {
    /// A text in which a secret is a part of an address.
    fn check_text(&mut self, text: &Argument, report: &mut Reporter<'_>) {
        let value = &text.value;
        if !value.could(Traits::IN_ADDRESS)
            || !(is_secret(value) || value.could(Traits::MAYBE_SECRET | Traits::SENSITIVE))
        {
            return;
        }
        let function = self.facts.function_number_at(text.place);
        let start = value.start.as_deref().unwrap_or_default();
        let is_known = |(around, before): &(Option<usize>, String)| {
            *around == function && (before.starts_with(start) || start.starts_with(before.as_str()))
        };
        if !self.addresses.iter().any(is_known) {
            self.addresses.push((function, start.to_owned()));
            report.deny(text.place, MESSAGE).help(HELP);
        }
    }
}

/// The secret that a method puts into a query or a path.
fn put_in<'a>(
    facts: &Facts,
    site: &Site,
    name: &str,
    receiver: &Argument,
    arguments: &'a [Argument],
) -> Option<&'a Argument> {
    let of_client = || {
        let made_by = receiver.value.made_by.as_ref().map_or("", |maker| &*maker.path);
        ["attohttpc", "minreq", "isahc", "surf", "ureq", "reqwest"]
            .iter()
            .any(|client| made_by.starts_with(client) || receiver.names.starts_with(client))
    };
    let argument = match (name, arguments) {
        ("append_pair" | "extend_pairs", _) if is_form(receiver) && !makes_query(facts, site) => return None,
        ("query" | "query_pairs" | "extend_pairs", [all]) if is_pairs_with_secret(&all.value) => {
            return Some(all);
        }
        ("params" | "with_params" | "set_query", [all])
            if of_client() && is_pairs_with_secret(&all.value) =>
        {
            return Some(all);
        }
        ("param" | "with_param", [key, value]) if of_client() => {
            if is_named_so(key, value) || value.value.could(Traits::SENSITIVE) {
                return Some(value);
            }
            value
        }
        (
            "query" | "append_pair" | "query_param" | "query_pair" | "append_query_param" | "add_query_param",
            [key, value],
        ) if key.value.whole_text().is_none_or(|key| !key.contains(' ')) => {
            if is_named_so(key, value) || value.value.could(Traits::SENSITIVE) {
                return Some(value);
            }
            value
        }
        ("path_and_query" | "set_path" | "uri", [text]) if text.value.could(Traits::BUILT) => text,
        ("set_query" | "append_key_only", [text]) => text,
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
    is_secret(all) || (all.traits | all.of_fields).has_any(Traits::SECRET | Traits::SENSITIVE)
}

fn is_secret(value: &Value) -> bool {
    value.could(Traits::SECRET) || value.of_fields.has(Traits::REVEALED)
}
