//! # P309: timing_unsafe_compare
//!
//! Refuses `==`, `!=`, `eq`, `eq_ignore_ascii_case` and `cmp` between what somebody sends and what he should not be able
//! to guess: a MAC (also under the name of a signature), a digest of a secret, a password, an API key, a session's or a
//! reset's token, a one-time code.
//!
//! A comparison with a literal or a constant is left alone, and so are two inputs that must be alike (`password` and
//! `confirmation`), lengths, and the tokens of a parser.
//!
//! ## Why
//!
//! `==` stops at the first byte that differs, so its time tells how much of a guess is right. Over many tries a MAC is
//! found byte by byte, without the key.
//!
//! CWE-208 (observable timing discrepancy). OWASP Top 10 (2021): A02, cryptographic failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function, and goes by names. That a `Secret` cannot be compared with `==` is sound.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! struct Hooks {
//!     api_key: String,
//! }
//!
//! /// Says whether a key is ours.
//! #[capability(read)]
//! fn is_ours(#[validate(length(max = 100))] given: String, #[grant] hooks: State<Hooks>) -> bool {
//!     given == hooks.api_key
//! }
//! ```
//!
//! ```text
//! error: this comparison takes the longer the more of a guess is right
//!        help: compare with `subtle`: `given.as_bytes().ct_eq(expected.as_bytes())`, or verify with `Mac::verify_slice`
//!        see: cargo portcullis explain P309
//!    |
//! 11 |     given == hooks.api_key
//!    |           ^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! struct Hooks {
//!     api_key: String,
//! }
//!
//! /// Stands in for the crate.
//! mod constant_time_eq {
//!     pub fn constant_time_eq(one: &[u8], two: &[u8]) -> bool {
//!         one.len() == two.len() && one.iter().zip(two).fold(0, |all, (one, two)| all | (one ^ two)) == 0
//!     }
//! }
//!
//! /// Says whether a key is ours.
//! #[capability(read)]
//! fn is_ours(#[validate(length(max = 100))] given: String, #[grant] hooks: State<Hooks>) -> bool {
//!     constant_time_eq::constant_time_eq(given.as_bytes(), hooks.api_key.as_bytes())
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that compares.
//! - `other_name.rs`: a secret under a name that says nothing.
//! - `looked_up.rs`: a secret that is the key of a map.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(timing_unsafe_compare, reason = "both sides are known to the caller"))]`. The reason has
//! at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Compare, Fact, Facts, What};
use crate::flow::{Argument, Credential, Operator, Site, Traits, Use, is_credential};

const MESSAGE: &str = "this comparison takes the longer the more of a guess is right";
const HELP: &str = "compare with `subtle`: `given.as_bytes().ct_eq(expected.as_bytes())`, or verify with `Mac::verify_slice`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let mut compared: Vec<(&Site, &[Argument])> = Vec::new();
    let mut has_macs = false;
    for site in facts.sites() {
        match &site.what {
            Use::Operator { operator: Operator::Equal, operands } => {
                has_macs |= operands.iter().any(|operand| operand.value.could(Traits::DIGEST));
                compared.push((site, operands));
            }
            Use::Method { name, receiver, arguments }
                if matches!(name.as_str(), "eq" | "ne" | "eq_ignore_ascii_case" | "cmp")
                    && let [other] = arguments.as_slice()
                    && !receiver.value.is_constant()
                    && !other.value.is_constant()
                    && (is_secret(receiver) || is_secret(other))
                    && !are_both_inputs(&receiver.names, &other.names) =>
            {
                report.deny(site.place, MESSAGE).help(HELP);
            }
            _ => {}
        }
    }
    for fact in facts.iter() {
        let What::Compare(compare) = &fact.what else { continue };
        let by_name = is_guessed(facts, fact, compare);
        if compare.with_literal || !(by_name || has_macs) || are_both_inputs(&compare.left, &compare.right) {
            continue;
        }
        // The innermost expression around the operator.
        let operands = compared.iter().rfind(|(site, _)| site.place.contains(fact.place));
        let Some((_, [left, right])) = operands else { continue };
        let is_mac = left.value.could(Traits::DIGEST) || right.value.could(Traits::DIGEST);
        let is_question =
            [&compare.left, &compare.right].into_iter().filter_map(|it| meant(it)).any(is_question);
        if (by_name || (is_mac && !is_question)) && !left.value.is_constant() && !right.value.is_constant() {
            report.deny(fact.place, MESSAGE).help(HELP);
        }
    }
}

/// Whether the names say that somebody has to guess one side.
fn is_guessed(facts: &Facts, fact: &Fact, compare: &Compare) -> bool {
    let names = || [&compare.left, &compare.right].into_iter().filter_map(|names| meant(names));
    if names().any(is_question) {
        return false;
    }
    let is_signature = |name: &str| matches!(name, "signature" | "sig" | "mac" | "tag" | "digest");
    names().any(is_secret_name) || (names().any(is_signature) && knows_macs(facts, fact))
}

fn is_secret(argument: &Argument) -> bool {
    let name = meant(&argument.names);
    !name.is_some_and(is_question)
        && (argument.value.could(Traits::DIGEST)
            || name.is_some_and(is_secret_name)
            || is_credential_value(argument))
}

/// What came out of a header or a field that is named like a credential, whatever it is called now.
fn is_credential_value(argument: &Argument) -> bool {
    argument.value.could(Traits::SECRET) && !argument.value.could(Traits::MAYBE_SECRET)
}

fn is_secret_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    is_credential(name) == Some(Credential::Certain)
        || lower.split('_').any(|word| matches!(word, "hmac" | "csrf" | "otp" | "totp"))
        || ["computed_mac", "expected_mac", "expected_signature", "computed_signature"].contains(&&*lower)
}

/// The name that matters: `token` of `self.token.as_bytes`.
fn meant(names: &str) -> Option<&str> {
    const FORMS: &[&str] = &[
        "as_str",
        "as_bytes",
        "as_ref",
        "as_deref",
        "as_slice",
        "to_string",
        "to_owned",
        "into",
        "trim",
        "value",
        "clone",
        "unwrap",
        "expect",
        "unwrap_or_default",
        "to_vec",
        "as_mut",
        "into_bytes",
        "iter",
        "bytes",
        "to_bytes",
        "into_inner",
        "deref",
        "0",
        "ok",
        "to_lowercase",
        "to_ascii_lowercase",
    ];
    names.rsplit('.').find(|name| !FORMS.contains(name) && !name.is_empty())
}

/// `len`, `kind`: what is said about a secret is none.
fn is_question(name: &str) -> bool {
    matches!(name, "len" | "is_empty" | "kind" | "type" | "count" | "peek" | "is_some" | "is_none" | "next")
        || ["_type", "_kind", "_id", "_len", "_count", "_name"].iter().any(|end| name.ends_with(end))
}

/// `password == password_confirmation`, `new_password != old_password`: who compares them has sent both.
fn are_both_inputs(left: &str, right: &str) -> bool {
    // Two records of the program's own.
    let is_either = |names: &str| {
        matches!(
            names.split('.').next(),
            Some("a" | "b" | "l" | "r" | "left" | "right" | "lhs" | "rhs" | "x" | "y")
        )
    };
    if left.contains('.') && is_either(left) && is_either(right) {
        return true;
    }
    let is = |names: &str| {
        let lower = names.to_ascii_lowercase();
        [
            "confirm", "repeat", "again", "retype", "new_", "old_", "previous", "current", "other.",
            "before", "after",
        ]
        .iter()
        .any(|word| lower.contains(word))
    };
    is(left) || is(right)
}

/// Whether the function makes MACs, or takes a signature from a header.
fn knows_macs(facts: &Facts, fact: &Fact) -> bool {
    facts.iter().filter(|other| other.context.function == fact.context.function).any(|other| {
        match &other.what {
            What::Function(function) => {
                let name = function.name.to_string();
                name.contains("hmac") || name.contains("Hmac") || function.types.iter().any(|ty| ty == "Hmac")
            }
            What::Text(text) => text.text.len() < 40 && text.text.to_ascii_lowercase().contains("signature"),
            _ => false,
        }
    })
}
