//! # P305: hardcoded_secret
//!
//! Refuses a literal that is or contains a credential of a format that is known. There are some three hundred: tokens of
//! code hosting and registries (GitHub's and npm's with their checksum), keys of clouds (AWS, Google, Azure), of models, of
//! payment, mail and chat services, of what watches programs; JSON Web Tokens that decode, private keys in PEM, a password
//! in a URL or connection string (`postgres://user:password@host`) or in a header `Basic`. `portcullis_patterns::FORMATS`
//! is the list.
//!
//! And a literal without a format that is as mixed as a credential, where its name says that it is one: it is bound to a
//! variable, a constant or a field (`client_secret`), given to a method of the name (`.with_api_key(..)`), compared with
//! one, stands behind a key (`("api_key", "..")`, a header, JSON), or beside its name in a text (`password=..`). Words
//! are none, nor are names of variables, paths, patterns and digests.
//!
//! Texts, byte strings, C strings and `concat!` of literals are read, in macros as well. Placeholders (`xxxx`, `EXAMPLE`,
//! `{password}`) and URLs of this machine or of example domains are left alone. A message never repeats the literal.
//!
//! ## Why
//!
//! What is in the source is in the repository, in every clone and build, in the binary, and in what a coding agent
//! reads. It cannot be rotated without a release, and is never forgotten.
//!
//! CWE-798 (hard-coded credentials). OWASP MCP Top 10 (2025): MCP01, token mismanagement and secret exposure.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads literals.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Says where the orders are kept.
//! #[capability(read)]
//! fn database() -> String {
//!     "{{url_with_password}}".into()
//! }
//! ```
//!
//! ```text
//! error: this literal holds a password in a URL
//!        help: read it when the gate is built, grant what uses it as an authority, and revoke this one: it has been seen
//!        see: cargo portcullis explain P305
//!   |
//! 6 |     "postgres://orders:************@db.internal/orders".into()
//!   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! (The page holds a placeholder where a real one would stand, so that scanners leave it alone.)
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Made by the gate's owner, who reads the password from a file.
//! struct Database {
//!     host: String,
//! }
//!
//! /// Says where the orders are kept.
//! #[capability(read)]
//! fn database(#[grant] orders: State<Database>) -> String {
//!     orders.host.clone()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `other_format.rs`: a password of words, which nothing tells from a text.
//! - `assembled.rs`: a credential that is put together while the program runs.
//! - `constant_elsewhere.rs`: a constant outside the body.
//! - `numbers.rs`: a credential as a list of numbers or characters.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(hardcoded_secret, reason = "a public test key of the vendor's manual"))]`. The reason has
//! at least 15 characters, and stands with the capability in the gate and in its ledger.

use portcullis_patterns::{is_likely, named};

use crate::credential;
use crate::diagnostics::Reporter;
use crate::facts::{Bound, Facts, Holder, What};
use crate::flow::{Argument, Use};

const HELP: &str = "read it when the gate is built, grant what uses it as an authority, and revoke this one: it has been seen";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::Text(text) = &fact.what else { continue };
        if let Some(format) = credential::format_in(&text.text) {
            report.deny(fact.place, format!("this literal holds {format}")).help(HELP);
        } else if let Some(name) = text.bound_to.as_ref().and_then(|bound| of_credential(bound, &text.text)) {
            report.deny(fact.place, format!("this literal is the credential `{name}`")).help(HELP);
        } else if credential::pair_in(&text.text) {
            report.deny(fact.place, "this literal holds a credential beside its name").help(HELP);
        }
    }
    for password in facts.sites().filter_map(|site| given_password(&site.what)) {
        report.deny(password.place, "this password stands in the source").help(HELP);
    }
}

/// The password that is given to a call with the name of a user before it: `.basic_auth("admin", Some("..."))`.
fn given_password(what: &Use) -> Option<&Argument> {
    let (is_one, arguments) = match what {
        Use::Method { name, arguments, .. } => (
            matches!(
                name.as_str(),
                "basic_auth"
                    | "with_basic_auth"
                    | "set_basic_auth"
                    | "login"
                    | "authenticate"
                    | "userauth_password"
            ),
            arguments,
        ),
        Use::Function { name, arguments } => (
            match name.last() {
                "new" => matches!(name.parent(), "Credentials" | "BasicAuth" | "BasicAuthentication"),
                "basic" => matches!(name.parent(), "Authorization" | "Credentials" | "Auth" | "HeaderValue"),
                _ => false,
            },
            arguments,
        ),
        _ => return None,
    };
    let [user, password] = arguments.as_slice() else { return None };
    let text = password.value.whole_text()?;
    (is_one && user.value.whole_text() != Some(text) && is_likely(text, true)).then_some(password)
}

/// The credential's name that a text has, if it looks like one.
fn of_credential<'a>(bound: &'a Bound, text: &str) -> Option<&'a str> {
    let mut name = bound.name.as_str();
    if bound.by == Holder::Call {
        // `.with_api_key(..)`, `.set_password(..)`.
        name = ["with_", "set_", "add_"].iter().find_map(|verb| name.strip_prefix(verb)).unwrap_or(name);
    }
    (name.len() <= 40 && !name.contains('`') && named(name, text)).then_some(name)
}
