//! # P203: panic_in_body
//!
//! Refuses what panics when data is not as expected: `unwrap()` and `unwrap_err()`, `panic!`, `todo!`,
//! `unimplemented!`, `unreachable!`, `assert!`, `assert_eq!`, `assert_ne!`, `panic_any` and `resume_unwind`.
//!
//! What works on literals and constants alone is left alone (`NonZeroU32::new(5).unwrap()`,
//! `assert!(LIMIT < 100)`, anything in a `const`): it fails on every run or on none, so the first test tells.
//! `expect("why")` compiles; `cargo portcullis check` mentions it as advice. `debug_assert!` is left alone.
//!
//! ## Why
//!
//! A panic is no answer. The runtime catches it and the caller reads that the capability panicked, so a model learns
//! nothing that it could mend, and locks that were held stay poisoned. An input that makes a tool panic is an input
//! that somebody will send again.
//!
//! CWE-248 (uncaught exception), CWE-617 (reachable assertion). OWASP Agentic Top 10 (2026): ASI08, cascading failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. That a panic does not reach the caller is kept by the runtime, not by this rule.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Reads the number at the end of an order's name.
//! #[capability(read)]
//! fn order_number(#[validate(length(max = 100))] name: String) -> u32 {
//!     let digits = name.rsplit('-').next().unwrap_or_default();
//!     digits.parse().unwrap()
//! }
//! ```
//!
//! ```text
//! error: `unwrap()` panics on an error or a missing value
//!        help: pass it on with `?` (an `Option` with `.ok_or(..)?`), or give a default with `unwrap_or(..)`
//!        see: cargo portcullis explain P203
//!   |
//! 7 |     digits.parse().unwrap()
//!   |                    ^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Reads the number at the end of an order's name.
//! #[capability(read)]
//! fn order_number(#[validate(length(max = 100))] name: String) -> Result<u32, Internal> {
//!     let digits = name.rsplit('-').next().unwrap_or_default();
//!     Ok(digits.parse()?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a panic in a function outside the body.
//! - `implicit_panic.rs`: an index out of bounds, a division by zero, an overflow, a second borrow of a `RefCell`.
//! - `wrong_constant.rs`: a constant that is wrong; it panics on every run.
//! - `expect_with_reason.rs`: `expect`, which is advice only.
//!
//! A method of your own that is called `unwrap` and takes no argument is refused as well: the type is not visible.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(panic_in_body, reason = "the table is built from the enum"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Fact, Facts, Function, Macro, Method, What};

const PASS_IT_ON: &str =
    "pass it on with `?` (an `Option` with `.ok_or(..)?`), or give a default with `unwrap_or(..)`";
const POISONED: &str =
    "use a poisoned lock's data with `.unwrap_or_else(PoisonError::into_inner)`, or return an error";
const FAIL: &str = "return an error: `return Err(..)` with a `#[failure]` of yours, or with `Internal`";
const CONDITION: &str =
    "return an error when the condition does not hold: `if !condition { return Err(..) }`";
const GUESS: &str = "handle both cases with `match` or `let .. else`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter().filter(|fact| !fact.context.at_compile_time) {
        match &fact.what {
            What::Method(method) => check_method(fact, method, report),
            What::Function(function) => check_function(fact, function, report),
            What::Macro(invoked) => check_macro(fact, invoked, report),
            _ => {}
        }
    }
}

fn check_method(fact: &Fact, method: &Method, report: &mut Reporter<'_>) {
    match (method.name.as_str(), method.arguments) {
        ("unwrap", 0) if !method.on_constant => {
            let of_a_lock = matches!(method.follows.as_deref(), Some("lock" | "read" | "write"));
            let help = if of_a_lock { POISONED } else { PASS_IT_ON };
            report.deny(fact.place, "`unwrap()` panics on an error or a missing value").help(help);
        }
        ("unwrap_err", 0) if !method.on_constant => {
            report.deny(fact.place, "`unwrap_err()` panics on success").help(GUESS);
        }
        ("expect" | "expect_err", 1) if method.with_text => {
            report
                .advise(fact.place, format!("`{}` panics, though it says why", method.name))
                .help(PASS_IT_ON);
        }
        _ => {}
    }
}

fn check_function(fact: &Fact, function: &Function, report: &mut Reporter<'_>) {
    let name = &function.name;
    let is_of_either = || name.may_be_in("std::option::Option") || name.may_be_in("std::result::Result");
    let (harm, help) = match name.last() {
        "unwrap" if is_of_either() && !function.on_constants => {
            ("panics on an error or a missing value", PASS_IT_ON)
        }
        "unwrap_err" if is_of_either() && !function.on_constants => ("panics on success", GUESS),
        "panic_any" | "resume_unwind" if name.may_be_in("std::panic") => ("panics when it is reached", FAIL),
        _ => return,
    };
    report.deny(fact.place, format!("`{name}` {harm}")).help(help);
}

fn check_macro(fact: &Fact, invoked: &Macro, report: &mut Reporter<'_>) {
    let (harm, help) = match invoked.name.standard_macro() {
        Some("panic" | "todo" | "unimplemented" | "unreachable") => ("panics when it is reached", FAIL),
        Some("assert" | "assert_eq" | "assert_ne") if !invoked.on_constants => {
            ("panics when it does not hold", CONDITION)
        }
        _ => return,
    };
    report.deny(fact.place, format!("`{}!` {harm}", invoked.name.last())).help(help);
}
