//! # P706: generic_identity
//!
//! Advises against a SPIFFE ID that does not name a role and an environment, as
//! `spiffe://example.com/agent/planner/prod` does: one with fewer than three parts behind the trust domain, and one
//! that ends in `default`, `any`, `all` or another word for nobody in particular.
//!
//! A trust domain alone is no identity, and what is not written in one piece is left alone.
//!
//! ## Why
//!
//! Whoever has a certificate for `spiffe://example.com/agent` is every agent there is: a policy cannot tell the
//! planner from the one that pays, nor a test from production, and the audit record names nobody.
//!
//! CWE-1220 (insufficient granularity of access control), CWE-286 (incorrect user management). OWASP Agentic Top 10
//! (2026): ASI03, identity and privilege abuse.
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
//! /// Says where an order is.
//! #[capability(read)]
//! fn order_status(order: u32) -> String {
//!     format!("order {order} is on its way")
//! }
//!
//! /// Who may call what.
//! fn policy() -> Policy {
//!     policy! {
//!         trust domain "example.com";
//!         principal gateway = "spiffe://example.com/agent";
//!         permit gateway on order_status;
//!     }
//! }
//! ```
//!
//! ```text
//! advice: the identity `spiffe://example.com/agent` does not say which role in which environment it is
//!        help: name the role and the environment: `spiffe://example.com/agent/<role>/<environment>`
//!        see: cargo portcullis explain P706
//!    |
//! 13 |         principal gateway = "spiffe://example.com/agent";
//!    |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Says where an order is.
//! #[capability(read)]
//! fn order_status(order: u32) -> String {
//!     format!("order {order} is on its way")
//! }
//!
//! /// Who may call what.
//! fn policy() -> Policy {
//!     policy! {
//!         trust domain "example.com";
//!         principal gateway = "spiffe://example.com/agent/gateway/prod";
//!         permit gateway on order_status;
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `put_together.rs`: an identity that is put together when the program runs.
//! - `three_words.rs`: three parts that say nothing: `spiffe://example.com/a/b/c`.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(generic_identity, reason = "the issuer of this domain has one form only"))]`. The
//! reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, What};

const HELP: &str = "name the role and the environment: `spiffe://example.com/agent/<role>/<environment>`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        if let What::Text(text) = &fact.what
            && let Some(id) = text.text.strip_prefix("spiffe://")
            && let Some(missing) = missing(id)
        {
            let message = format!("the identity `spiffe://{id}` {missing}");
            report.advise(fact.place, message).help(HELP);
        }
    }
}

/// What an identity does not say, after the scheme. A trust domain alone, a pattern, and what is put together otherwise are left
/// alone.
fn missing(id: &str) -> Option<&'static str> {
    let (domain, path) = id.split_once('/')?;
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    let is_hole = |text: &str| text.starts_with('{') && text.ends_with('}');
    if !(is_plain(domain) || is_hole(domain)) || domain.is_empty() {
        return None;
    }
    let (mut segments, mut last) = (0, "");
    for segment in path.split('/') {
        if segment.is_empty() || !(is_plain(segment) || is_hole(segment)) {
            return None;
        }
        (segments, last) = (segments + 1, segment);
    }
    if is_generic(last) {
        Some("stands for anybody: its last part names no role")
    } else if segments < 3 && !is_hole(last) {
        Some("does not say which role in which environment it is")
    } else {
        None
    }
}

fn is_generic(word: &str) -> bool {
    matches!(word, "default" | "any" | "all" | "generic" | "common" | "shared" | "everyone" | "unknown")
}
