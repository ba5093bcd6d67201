//! # P402: secret_in_log
//!
//! Refuses a credential in a log, on the terminal, or in the text of a panic or of an error: what `reveal` or
//! `expose_secret` gave out, and what is named like a credential (`password`, `api_key`, `client_secret`), also when it
//! went into a text before, or stands in a struct that derives `Debug`.
//!
//! A value that is called `token` or `bearer` counts if it comes in from outside, or if the program speaks of logins; it
//! does not where a language is read. What was hashed, encrypted or masked is left alone, and so are types that do not
//! show what they hold: `SecretString`, `SecretRef`, `Personal`. Where the rule on personal data, P406, or the one on
//! messages, P403, has found the same place, this one speaks.
//!
//! ## Why
//!
//! A log is copied, shipped, indexed and kept for years, and read by many who may not have the credential. Nobody thinks
//! of it when the credential is revoked.
//!
//! CWE-532 (insertion of sensitive information into log file), CWE-312 (cleartext storage of sensitive information).
//! OWASP MCP Top 10 (2025): MCP01, token mismanagement and secret exposure. OWASP Top 10 (2021): A09, security logging
//! and monitoring failures.
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
//! mod tracing {
//!     macro_rules! info {
//!         ($($tokens:tt)*) => {
//!             ()
//!         };
//!     }
//!     pub(crate) use info;
//! }
//!
//! /// Keeps what is secret.
//! struct Vault;
//!
//! impl Vault {
//!     fn password(&self) -> String {
//!         "open".repeat(2)
//!     }
//! }
//!
//! /// Signs in at another service.
//! #[capability(read)]
//! fn sign_in(#[grant] vault: State<Vault>) -> usize {
//!     let password = vault.password();
//!     tracing::info!(password, "signs in");
//!     password.len()
//! }
//! ```
//!
//! ```text
//! error: `tracing::info!` shows `password`, which holds a credential
//!        help: leave it out; a name says enough, such as `key.credential().name()`, or whether there is one
//!        see: cargo portcullis explain P402
//!    |
//! 26 |     tracing::info!(password, "signs in");
//!    |                    ^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
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
//! /// Keeps what is secret.
//! struct Vault;
//!
//! impl Vault {
//!     fn password(&self) -> String {
//!         "open".repeat(2)
//!     }
//! }
//!
//! /// Signs in at another service.
//! #[capability(read)]
//! fn sign_in(#[grant] vault: State<Vault>) -> usize {
//!     let password = vault.password();
//!     tracing::info!(has_password = !password.is_empty(), "signs in");
//!     password.len()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `other_name.rs`: a password under a name that says nothing.
//! - `helper_function.rs`: a function outside the body that logs.
//! - `whole_struct.rs`: a struct of which the declaration is not in sight.
//!
//! A variable with a credential's name that holds something else is refused as well.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(secret_in_log, reason = "the token is the public one of the sandbox"))]`. The reason has
//! at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::confidential::{Program, logged, named};
use crate::diagnostics::Reporter;
use crate::facts::Facts;

const HELP: &str =
    "leave it out; a name says enough, such as `key.credential().name()`, or whether there is one";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    for site in facts.sites() {
        let Some(arguments) = logged(site) else { continue };
        for argument in arguments.filter(|argument| program.is_secret(argument)) {
            let what = named(argument, "a text");
            let message = format!("`{}` shows {what}, which holds a credential", site.called());
            report.deny(argument.place, message).help(HELP);
        }
    }
}
