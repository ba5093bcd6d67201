//! # P311: jwt_unchecked
//!
//! Refuses a JSON Web Token that is believed without being checked as a whole:
//!
//! - the signature: `insecure_disable_signature_validation()`, `dangerous_insecure_decode(..)`, `decode_unsecured(..)`, and
//!   a payload that is taken out by hand, between the dots;
//! - the algorithm: `Validation::new(header.alg)`, where the token itself says how it is to be checked;
//! - the audience: `validate_aud = false`, a `Validation` that names none, `verify_token(token, None)`;
//! - the time: `validate_exp = false`.
//!
//! ## Why
//!
//! Anybody can write a token; its signature is all that tells a real one. One that says "no signature", or "checked with
//! your public key as a password", chose its own judge. One for another service was given to that service by people who
//! trust you less.
//!
//! CWE-347 (improper verification of a signature), CWE-287 (improper authentication). OWASP MCP Top 10 (2025): MCP07,
//! insufficient authentication and authorization.
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
//! /// Stands in for the crate.
//! mod jsonwebtoken {
//!     pub fn dangerous_insecure_decode(token: &str) -> usize {
//!         token.len()
//!     }
//! }
//!
//! /// Says who sent a token.
//! #[capability(read)]
//! fn sender(#[validate(length(max = 900))] text: String) -> usize {
//!     jsonwebtoken::dangerous_insecure_decode(&text)
//! }
//! ```
//!
//! ```text
//! error: `dangerous_insecure_decode` does not check the token's signature
//!        help: use `decode` with a `Validation` that names the algorithm and the audience
//!        see: cargo portcullis explain P311
//!    |
//! 13 |     jsonwebtoken::dangerous_insecure_decode(&text)
//!    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod jsonwebtoken {
//!     pub struct Validation(usize);
//!
//!     impl Validation {
//!         pub fn new(algorithm: &str) -> Self {
//!             Self(algorithm.len())
//!         }
//!         pub fn set_audience(&mut self, audience: &[&str]) {
//!             self.0 += audience.len();
//!         }
//!     }
//!
//!     pub fn decode(token: &str, key: &str, validation: &Validation) -> usize {
//!         token.len() + key.len() + validation.0
//!     }
//! }
//!
//! /// Says who sent a token.
//! #[capability(read)]
//! fn sender(
//!     #[validate(length(max = 900))] text: String,
//!     #[validate(length(max = 900))] public: String,
//! ) -> usize {
//!     let mut validation = jsonwebtoken::Validation::new("EdDSA");
//!     validation.set_audience(&["orders"]);
//!     jsonwebtoken::decode(&text, &public, &validation)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that makes the validation.
//! - `another_list.rs`: an algorithm that another part of the token says.
//! - `wrong_key.rs`: a key that anybody has.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(jwt_unchecked, reason = "the gateway in front has checked the token"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Name, What};
use crate::flow::{Argument, Known, Site, Traits, Use};

const BY_HAND: &str = "this takes the payload out of a token whose signature nobody has checked";
const DECODE: &str = "use `decode` with a `Validation` that names the algorithm and the audience";
const ALGORITHM: &str = "write the algorithm down: `Validation::new(Algorithm::EdDSA)`";
const AUDIENCE: &str = "say whom the token is for: `validation.set_audience(&[\"orders\"])`";
const TIME: &str = "leave it on, and give the clock some leeway: `validation.leeway = 60`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        match &site.what {
            Use::Function { name, arguments } => match (name.last(), arguments.as_slice()) {
                (
                    last @ ("dangerous_insecure_decode"
                    | "dangerous_insecure_decode_with_validation"
                    | "insecure_decode"
                    | "decode_unsecured"
                    | "parse_unverified"),
                    _,
                ) => {
                    let message = format!("`{last}` does not check the token's signature");
                    report.deny(site.place, message).help(DECODE);
                }
                ("new", [algorithm]) if name.parent() == "Validation" => {
                    of_the_token(algorithm, report);
                }
                ("decode" | "decode_vec" | "decode_config" | "decode_engine", [_, ..])
                    if is_url_alphabet(name, arguments) && is_payload_by_hand(facts, site) =>
                {
                    report.deny(site.place, BY_HAND).help(DECODE);
                }
                ("decode", [_, _, validation]) if names_no_audience(facts, site, validation) => {
                    report
                        .deny(validation.place, "this validation accepts tokens that are meant for others")
                        .help(AUDIENCE);
                }
                _ => {}
            },
            Use::Method { name, receiver, arguments } => {
                check_method(facts, site, name, receiver, arguments, report);
            }
            Use::Bound { name, value } => check_setting(name, value, site.place, report),
            Use::Struct { fields, .. } => {
                for (name, value) in fields {
                    check_setting(name, value, value.place, report);
                }
            }
            _ => {}
        }
    }
}

fn check_method(
    facts: &Facts,
    site: &Site,
    name: &str,
    receiver: &Argument,
    arguments: &[Argument],
    report: &mut Reporter<'_>,
) {
    match (name, arguments) {
        ("insecure_disable_signature_validation", [])
            if !facts.functions().iter().any(|function| function.name == name) || is_validation(receiver) =>
        {
            report.deny(site.place, format!("`{name}` makes every token a good one")).help(DECODE);
        }
        ("verify_token", [_, options]) if options.name() == "None" => {
            report
                .deny(options.place, "without options, tokens that are meant for others are accepted")
                .help("give `VerificationOptions` with `allowed_audiences`");
        }
        ("decode", [_, ..]) if is_url_engine(receiver.name()) && is_payload_by_hand(facts, site) => {
            report.deny(site.place, BY_HAND).help(DECODE);
        }
        _ => {}
    }
}

fn is_validation(receiver: &Argument) -> bool {
    receiver.value.made_by.as_ref().is_some_and(|maker| maker.of() == "Validation")
}

fn check_setting(name: &str, value: &Argument, place: crate::Place, report: &mut Reporter<'_>) {
    let is_off = value.value.known == Known::Bool(false);
    match name {
        "validate_aud" if is_off => {
            report.deny(place, "tokens that are meant for others are accepted").help(AUDIENCE);
        }
        "validate_exp" if is_off => {
            report.deny(place, "tokens are accepted after their time").help(TIME);
        }
        "algorithms" => of_the_token(value, report),
        _ => {}
    }
}

fn of_the_token(algorithm: &Argument, report: &mut Reporter<'_>) {
    if algorithm.value.could(Traits::UNVERIFIED) {
        report.deny(algorithm.place, "the token itself says how it is to be checked").help(ALGORITHM);
    }
}

/// Whether a validation was made here and nobody told it whom the token is for.
fn names_no_audience(facts: &Facts, site: &Site, validation: &Argument) -> bool {
    let Some(maker) = &validation.value.made_by else { return false };
    maker.of() == "Validation"
        && matches!(maker.short().rsplit("::").next(), Some("new" | "default"))
        && !maker.has_called("set_audience")
        && !maker.has_called("insecure_disable_signature_validation")
        && facts.function_at(site.place).is_some_and(|around| {
            !facts.sites().any(|other| match &other.what {
                Use::Bound { name, .. } => {
                    matches!(name.as_str(), "aud" | "validate_aud") && around.extent.contains(other.place)
                }
                Use::Method { name, .. } => name == "set_audience" && around.extent.contains(other.place),
                _ => false,
            })
        })
}

/// `URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?)` in a function that verifies nothing.
fn is_payload_by_hand(facts: &Facts, site: &Site) -> bool {
    let Some(extent) = facts.function_at(site.place).map(|around| around.extent) else { return false };
    let at_dot = |argument: &Argument| argument.value.whole_text() == Some(".");
    let splits = facts.sites().any(|other| match &other.what {
        Use::Method { name, arguments, .. } => {
            name.contains("split") && arguments.iter().any(at_dot) && extent.contains(other.place)
        }
        _ => false,
    });
    let (mut reads, mut verifies) = (false, false);
    for fact in facts.iter().filter(|fact| splits && extent.contains(fact.place)) {
        match &fact.what {
            What::Function(function) => {
                reads |= matches!(function.name.last(), "from_slice" | "from_str" | "from_reader");
                verifies |= is_check(function.name.own_path().unwrap_or(function.name.last()));
            }
            What::Method(method) => verifies |= is_check(&method.name),
            _ => {}
        }
    }
    reads && !verifies
}

fn is_url_engine(engine: &str) -> bool {
    engine.contains("URL_SAFE") || engine.starts_with("BASE64URL")
}

/// `base64_url::decode(body)`, `base64::decode_config(body, URL_SAFE_NO_PAD)`
fn is_url_alphabet(function: &Name, arguments: &[Argument]) -> bool {
    function.parent() == "base64_url"
        || function.parent().starts_with("Base64Url")
        || arguments.iter().skip(1).any(|engine| is_url_engine(engine.name()))
}

fn is_check(name: &str) -> bool {
    ["verify", "validate", "sign", "mac", "check"].iter().any(|word| name.contains(word))
}
