//! # P307: ambient_environment
//!
//! Refuses a body that reads the environment of the process: `env::var`, `var_os`, `vars` and `vars_os` of `std`,
//! the same of `dotenvy`, `getenv`; and `env!` or `option_env!` of a name that says it is a credential.
//!
//! A program's own `main` may read it. What `cargo` sets, as `env!("CARGO_PKG_VERSION")`, and other words that are
//! compiled in are fine.
//!
//! ## Why
//!
//! The environment holds the keys of everything that the process may do, and is in no signature: whoever reads the
//! capability does not see that it uses a credential, and the policy cannot take it away. What `env!` reads is
//! compiled in, and lies open in every copy of the program.
//!
//! CWE-526 (sensitive information in an environment variable), CWE-798 (hard-coded credentials). OWASP MCP Top 10
//! (2025): MCP01, token mismanagement and secret exposure.
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
//! /// Says where the orders are kept.
//! #[capability(read)]
//! fn region() -> String {
//!     std::env::var("ORDERS_REGION").unwrap_or_default()
//! }
//! ```
//!
//! ```text
//! error: `std::env::var` reads the environment of the process
//!        help: read it once where the gate is built, and hand it in: `#[grant] settings: State<Settings>`
//!        see: cargo portcullis explain P307
//!   |
//! 6 |     std::env::var("ORDERS_REGION").unwrap_or_default()
//!   |     ^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// What is read where the gate is built.
//! struct Settings {
//!     region: String,
//! }
//!
//! /// Says where the orders are kept.
//! #[capability(read)]
//! fn region(#[grant] settings: State<Settings>) -> String {
//!     settings.region.clone()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `file_of_the_kernel.rs`: the same variables in `/proc/self/environ`, which P601 refuses in most forms.
//! - `helper_function.rs`: a function outside the body, or a library, that reads a variable.
//! - `imported_function.rs`: a bare `var(..)` where the file, not the body, imports the function.
//!
//! A module of your own that is called `env` and has a function `var` looks the same. Write `self::env::var(..)`,
//! which is not refused.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(ambient_environment, reason = "reads TZ as every clock does"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Function, Known, Macro, What};
use crate::flow;

const READ: &str =
    "read it once where the gate is built, and hand it in: `#[grant] settings: State<Settings>`";
const BUILT_IN: &str =
    "take it as a granted `Secret` at run time: what is compiled in, everybody who has the file can read";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let (message, help) = match &fact.what {
            What::Function(function) if reads_a_variable(function) => {
                (format!("`{}` reads the environment of the process", function.name), READ)
            }
            What::Macro(invoked) => match credential_in(invoked) {
                Some(name) => (format!("the credential `{name}` is compiled into the program"), BUILT_IN),
                None => continue,
            },
            _ => continue,
        };
        if facts.is_in_body(fact) {
            report.deny(fact.place, message).help(help);
        }
    }
}

fn reads_a_variable(function: &Function) -> bool {
    let name = &function.name;
    match name.last() {
        "var" | "vars" => name.may_be_in("std::env") || name.may_be_in("dotenvy") || name.may_be_in("dotenv"),
        "var_os" | "vars_os" => name.may_be_in("std::env"),
        "getenv" | "secure_getenv" => name.may_be_in("libc"),
        "from_env" | "prefixed" => name.may_be_in("envy"),
        _ => false,
    }
}

/// `env!("SIGNING_SECRET")`
fn credential_in(invoked: &Macro) -> Option<&str> {
    let Some("env" | "option_env") = invoked.name.standard_macro() else { return None };
    match &invoked.literals.first()?.known {
        Known::Text(name) if flow::is_credential(name).is_some() => Some(name),
        _ => None,
    }
}
