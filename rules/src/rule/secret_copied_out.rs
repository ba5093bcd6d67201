//! # P605: secret_copied_out
//!
//! Refuses a copy of a revealed secret: `.to_string()`, `.to_owned()`, `.to_vec()`, `.clone()`, `.into()`, `String::from`,
//! `push_str` and `extend_from_slice` of what `reveal` lends to its closure, or of what `expose_secret()` gives out. A copy
//! that goes into a `SecretString` or a `Zeroizing` at once is left alone, and so is what is made of a secret: a
//! signature, a length.
//!
//! ## Why
//!
//! The secret is lent for as long as it is used, and wiped when it is dropped. A copy is neither: it lies in memory until
//! something else is written there, and shows itself in the next `{:?}`. It also lives on when the secret has been rotated.
//!
//! CWE-316 (cleartext storage of sensitive information in memory), CWE-226 (sensitive information in resource not removed
//! before reuse). OWASP MCP Top 10 (2025): MCP01, token mismanagement and secret exposure.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//! use portcullis::secret::SecretRef;
//!
//! /// The key of the shop's service.
//! struct ShopKey;
//!
//! /// Says how long the key is.
//! #[capability(read)]
//! fn size(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
//!     let copy = key.reveal(call, |bytes| bytes.to_vec())?;
//!     Ok(copy.len())
//! }
//! ```
//!
//! ```text
//! error: `.to_vec()` makes a copy of a revealed secret that nothing protects
//!        help: use it where it is revealed, and give it on by reference; a copy stays in memory and is not wiped
//!        see: cargo portcullis explain P605
//!    |
//! 10 |     let copy = key.reveal(call, |bytes| bytes.to_vec())?;
//!    |                                               ^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::secret::SecretRef;
//!
//! /// The key of the shop's service.
//! struct ShopKey;
//!
//! /// Says how long the key is.
//! #[capability(read)]
//! fn size(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
//!     Ok(key.reveal(call, |bytes| bytes.len())?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `formatted.rs`: a text that `format!` or `concat` made of it, and another encoding of it.
//! - `helper_function.rs`: a function outside the body that copies.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(secret_copied_out, reason = "the client of the bank takes a String only"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use};

const HELP: &str =
    "use it where it is revealed, and give it on by reference; a copy stays in memory and is not wiped";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        if let Some(how) = copies(site)
            && !is_wrapped_again(facts, site.place)
        {
            let message = format!("`{how}` makes a copy of a revealed secret that nothing protects");
            report.deny(site.place, message).help(HELP);
        }
    }
}

/// How a revealed secret is copied here.
fn copies(site: &Site) -> Option<String> {
    let is_secret = |argument: &Argument| argument.value.could(Traits::REVEALED);
    let copied = match &site.what {
        Use::Method { name, receiver, arguments } => match name.as_str() {
            "to_string" | "to_owned" | "clone" | "into" | "to_vec" | "into_owned" | "cloned"
            | "to_lowercase" | "to_uppercase" | "into_boxed_str" | "into_bytes" => is_secret(receiver),
            "extend_from_slice" | "push_str" | "copy_from_slice" | "clone_from_slice" => {
                arguments.iter().any(is_secret) && !is_secret(receiver)
            }
            _ => false,
        },
        Use::Function { name, arguments } => {
            let makes_copy = match name.last() {
                "from" => name.may_be_in("std::string::String") || name.may_be_in("std::vec::Vec"),
                "to_owned" | "to_string" | "to_vec" | "clone" | "into" => true,
                _ => false,
            };
            makes_copy && arguments.iter().any(is_secret)
        }
        _ => false,
    };
    copied.then(|| site.called())
}

/// `SecretString::from(text.to_owned())`: the copy is kept as the first one was.
fn is_wrapped_again(facts: &Facts, copy: Place) -> bool {
    facts.sites().any(|site| match &site.what {
        Use::Function { name, arguments } => {
            let path = name.to_string();
            let ty = path.rsplit("::").nth(1).unwrap_or_default();
            (ty.contains("Secret") || ty == "Zeroizing")
                && arguments.iter().any(|argument| copy.is_within(argument.place))
        }
        _ => false,
    })
}
