//! # P508: process_exit
//!
//! Refuses what ends the process: `process::exit`, `process::abort`, and the same of `libc` and `nix`; and what
//! changes how it panics: `panic::set_hook`, `panic::take_hook`.
//!
//! A program's own `main` is left alone: nobody is served yet.
//!
//! ## Why
//!
//! All calls of a gate share a process. Whoever finds the input that ends it has ended the work of everybody else,
//! with the ledger's last records unwritten and no destructor run. A hook for panics is everybody's too, and hides
//! what the runtime would record.
//!
//! CWE-705 (incorrect control flow scoping), CWE-382 (use of exit in a service). OWASP Agentic Top 10 (2026):
//! ASI08, cascading failures.
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
//! /// Says how many pieces are left.
//! #[capability(read)]
//! fn stock(article: u32) -> u32 {
//!     let Some(left) = 100_u32.checked_sub(article) else {
//!         std::process::exit(1);
//!     };
//!     left
//! }
//! ```
//!
//! ```text
//! error: `std::process::exit` ends the whole process, with all other calls in it
//!        help: return an error: `return Err(..)` with a `#[failure]` of yours, or with `Internal`
//!        see: cargo portcullis explain P508
//!   |
//! 7 |         std::process::exit(1);
//!   |         ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Says how many pieces are left.
//! #[capability(read)]
//! fn stock(article: u32) -> Result<u32, Internal> {
//!     let left = 100_u32.checked_sub(article).ok_or("there is no such article")?;
//!     Ok(left)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `imported_exit.rs`: a bare `exit(..)` where the file, not the body, imports the function.
//! - `helper_function.rs`: a function outside the body that ends the process.
//! - `method_that_exits.rs`: a method that does it, such as `exit()` of an error of `clap`.
//! - `stack_overflow.rs`: what ends the process by itself: a stack that overflows, memory that is used up.
//!
//! A module of your own that is called `process` and has a function `exit` looks the same. Write
//! `self::process::exit(..)`, which is not refused.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(process_exit, reason = "a tool for one user that stops the daemon"))]`. The reason has
//! at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Name, What};

const FAIL: &str = "return an error: `return Err(..)` with a `#[failure]` of yours, or with `Internal`";
const HOOK: &str = "leave the hook alone: the runtime catches panics and records them";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::Function(function) = &fact.what else { continue };
        let name = &function.name;
        let (harm, help) = match name.last() {
            "exit" | "abort" | "_exit" | "_Exit" | "quick_exit" | "raise" if ends_the_process(name) => {
                ("ends the whole process, with all other calls in it", FAIL)
            }
            "set_hook" | "take_hook" | "update_hook" | "always_abort" if name.may_be_in("std::panic") => {
                ("changes what a panic does in the whole process", HOOK)
            }
            _ => continue,
        };
        if facts.is_in_body(fact) {
            report.deny(fact.place, format!("`{name}` {harm}")).help(help);
        }
    }
}

fn ends_the_process(name: &Name) -> bool {
    match name.last() {
        "exit" | "abort" => {
            ["std::process", "libc", "signal_hook::low_level"].iter().any(|module| name.may_be_in(module))
        }
        _ => ["libc", "nix::libc", "nix::unistd", "nix::sys::signal"].iter().any(|it| name.may_be_in(it)),
    }
}
