//! # P206: unsafe_block
//!
//! Refuses `unsafe` code in a capability: blocks, functions, impls, traits, `extern` blocks and unsafe attributes;
//! raw pointers (`*const T`, `*mut T`, `&raw`, `addr_of!`); `static mut`; and, where a macro hides the block,
//! `transmute`, `from_utf8_unchecked`, `get_unchecked` and the other functions that need one.
//!
//! ## Why
//!
//! Every other guarantee rests on memory safety: in unsafe code a body can forge an authority, read a secret that
//! it was not granted, and write over the ledger's buffer. A capability's input comes from a model, so a wrong
//! length or offset in there is an attacker's.
//!
//! CWE-119 (access outside the bounds of a buffer), CWE-843 (type confusion). OWASP Agentic Top 10 (2026): ASI05,
//! unexpected code execution.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. `#![forbid(unsafe_code)]` in the crate is sound, and refuses it everywhere.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Shortens a text to its first bytes.
//! #[capability(read)]
//! fn shorten(#[validate(length(max = 100))] text: String) -> String {
//!     unsafe { text.get_unchecked(..text.len().min(10)) }.to_owned()
//! }
//! ```
//!
//! ```text
//! error: unsafe code in a capability
//!        help: use the safe form, or move it into a crate of its own with a safe interface and have that audited
//!        see: cargo portcullis explain P206
//!   |
//! 6 |     unsafe { text.get_unchecked(..text.len().min(10)) }.to_owned()
//!   |     ^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Shortens a text to its first characters.
//! #[capability(read)]
//! fn shorten(#[validate(length(max = 100))] text: String) -> String {
//!     text.chars().take(10).collect()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: unsafe code in a function outside the body.
//! - `macro_expansion.rs`: a macro whose expansion is unsafe, given only safe tokens.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(unsafe_block, reason = "the length was checked two lines above"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Name, Unsafe, What};

const HELP: &str =
    "use the safe form, or move it into a crate of its own with a safe interface and have that audited";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter().filter(|fact| !fact.context.in_unsafe) {
        let message = match &fact.what {
            What::Unsafe(Unsafe::Block | Unsafe::Item) => "unsafe code in a capability".to_owned(),
            What::Unsafe(Unsafe::StaticMut) => {
                "`static mut` can be changed by two threads at once".to_owned()
            }
            What::Unsafe(Unsafe::RawPointer) => "a raw pointer can point at anything".to_owned(),
            What::Function(function) if needs_unsafe(&function.name) => {
                format!("`{}` is unsafe", function.name)
            }
            What::Method(method) if is_unchecked(&method.name) => format!("`{}` is unsafe", method.name),
            What::Macro(invoked) if matches!(invoked.name.last(), "addr_of" | "addr_of_mut") => {
                "a raw pointer can point at anything".to_owned()
            }
            _ => continue,
        };
        report.deny(fact.place, message).help(HELP);
    }
}

/// Functions that can only be called in an unsafe block, which a macro may put around them.
fn needs_unsafe(name: &Name) -> bool {
    match name.last() {
        "transmute" | "transmute_copy" | "zeroed" | "uninitialized" => {
            name.is_bare() || name.may_be_in("std::mem")
        }
        "from_raw_parts" | "from_raw_parts_mut" => name.may_be_in("std::slice"),
        last => is_unchecked(last),
    }
}

/// The standard library's own suffix for "the caller has checked it".
fn is_unchecked(name: &str) -> bool {
    matches!(
        name,
        "from_utf8_unchecked"
            | "from_utf8_unchecked_mut"
            | "get_unchecked"
            | "get_unchecked_mut"
            | "unreachable_unchecked"
            | "unwrap_unchecked"
            | "unwrap_err_unchecked"
    )
}
