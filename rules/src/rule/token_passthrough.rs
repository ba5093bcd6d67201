//! # P310: token_passthrough
//!
//! Refuses to send the caller's own credential on to another service: what came in as `Authorization`, `Cookie` or
//! `X-Api-Key` and goes out with `bearer_auth(..)`, `basic_auth(..)`, as a header of an outgoing request, or in its
//! metadata.
//!
//! A token that is traded for another one (`subject_token` in a form, RFC 8693), looked up or verified is left alone.
//!
//! ## Why
//!
//! The token was issued for this service. Another one that accepts it cannot tell who calls, this one becomes a way round
//! its rules, and whoever runs the other one can use the token here. The specification of MCP forbids it.
//!
//! CWE-441 (unintended proxy), CWE-522 (insufficiently protected credentials). OWASP MCP Top 10 (2025): MCP01, token
//! mismanagement and secret exposure.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function.
//!
//! ## Refused
//!
//! ```text,refused
//! use std::collections::HashMap;
//!
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! #[derive(Default)]
//! struct Outgoing {
//!     headers: HashMap<&'static str, String>,
//!     incoming: HashMap<&'static str, String>,
//! }
//!
//! /// Counts what goes out.
//! #[capability(read)]
//! fn ask(#[grant] request: State<Outgoing>) -> usize {
//!     let caller = request.incoming.get("authorization").cloned().unwrap_or_default();
//!     let mut headers = request.headers.clone();
//!     headers.insert("authorization", caller);
//!     headers.len()
//! }
//! ```
//!
//! ```text
//! error: the caller's own credential goes on to another service
//!        help: send a credential of this service's own, or trade the caller's for one for the other (RFC 8693)
//!        see: cargo portcullis explain P310
//!    |
//! 17 |     headers.insert("authorization", caller);
//!    |                                     ^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use std::collections::HashMap;
//!
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! #[derive(Default)]
//! struct Outgoing {
//!     headers: HashMap<&'static str, String>,
//!     of_this_service: String,
//! }
//!
//! /// Counts what goes out.
//! #[capability(read)]
//! fn ask(#[grant] request: State<Outgoing>) -> usize {
//!     let mut headers = request.headers.clone();
//!     headers.insert("authorization", request.of_this_service.clone());
//!     headers.len()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that makes the request.
//! - `copied_headers.rs`: all headers at once, with the credential among them.
//! - `other_header.rs`: a credential under a name of its own.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(token_passthrough, reason = "the other side is a part of this service"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Known, Traits, Use};

const HELP: &str =
    "send a credential of this service's own, or trade the caller's for one for the other (RFC 8693)";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Use::Method { name, receiver, arguments } = &site.what else { continue };
        let sent = match (name.as_str(), arguments.as_slice()) {
            ("bearer_auth" | "bearer_token" | "set_bearer_auth", [credential]) => credential,
            ("basic_auth", [_, credential]) => credential,
            ("header" | "set" | "insert" | "append" | "try_insert" | "set_header", [header, value])
                if names_credential(header) || receiver.is_named_like(&["headers", "metadata"]) =>
            {
                value
            }
            // `insert_header((AUTHORIZATION, value))`
            ("insert_header" | "append_header", [pair]) => pair,
            ("headers", [map]) if is_made_here(map) => map,
            _ => continue,
        };
        let made_of = sent.value.made_by.as_ref().filter(|maker| maker.of() == "HashMap");
        let is_callers = sent.value.could(Traits::CALLERS)
            || sent.value.of_fields.has_any(Traits::CALLERS)
            || made_of.is_some_and(|maker| maker.arguments.iter().any(|it| it.could(Traits::CALLERS)));
        // What goes back to the caller is his already.
        if is_callers && !receiver.is_named_like(&["response", "reply", "resp", "cache", "extensions"]) {
            report.deny(sent.place, "the caller's own credential goes on to another service").help(HELP);
        }
    }
}

fn names_credential(header: &Argument) -> bool {
    let name = match (&header.value.known, header.value.whole_text()) {
        (_, Some(text)) => text,
        (Known::Path(path), _) => path.rsplit("::").next().unwrap_or_default(),
        _ => return false,
    };
    let lower = name.to_ascii_lowercase().replace('_', "-");
    matches!(&*lower, "authorization" | "cookie" | "x-api-key" | "proxy-authorization" | "x-auth-token")
}

/// A map that was filled before is reported where that was done.
fn is_made_here(map: &Argument) -> bool {
    matches!(map.name(), "" | "from" | "from_iter" | "collect")
}
