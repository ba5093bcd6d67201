//! # P503: unbounded_loop
//!
//! Refuses `loop` and `while true` in which nothing may end it (`break`, `return`, `?`, a panic, `process::exit`),
//! nothing is awaited, and nothing asks whether somebody still waits (`call.checkpoint()`).
//!
//! A `break` that leaves an inner loop or a block with a label, and a `return` or `?` in a closure, end something
//! else.
//!
//! A macro of your own may hold a `return`, and is taken to end the loop.
//!
//! ## Why
//!
//! A body that never ends keeps a thread, a permit and whatever it has locked, until the process is stopped. The
//! deadline answers the caller; it cannot stop code that never looks up.
//!
//! CWE-835 (loop with unreachable exit condition), CWE-400 (uncontrolled resource consumption). OWASP Agentic Top
//! 10 (2026): ASI08, cascading failures.
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
//! /// Finds the number that a generator of numbers begins with.
//! #[capability(read)]
//! fn seed(wanted: u32) -> u32 {
//!     let mut tried = 0_u32;
//!     loop {
//!         let drawn = tried.wrapping_mul(1_664_525);
//!         tried = tried.wrapping_add(u32::from(drawn != wanted));
//!     }
//! }
//! ```
//!
//! ```text
//! error: nothing in this loop ends it, and nothing interrupts it
//!        help: give it a bound, as in `for _ in 0..LIMIT`, or ask with `call.checkpoint()?` in each round
//!        see: cargo portcullis explain P503
//!   |
//! 7 |     loop {
//!   |     ^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Finds the number that a generator of numbers begins with.
//! #[capability(read)]
//! fn seed(call: &Call, wanted: u32) -> Result<u32, Internal> {
//!     let mut tried = 0_u32;
//!     while tried.wrapping_mul(1_664_525) != wanted {
//!         call.checkpoint()?;
//!         tried = tried.wrapping_add(1);
//!     }
//!     Ok(tried)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `condition_that_holds.rs`: `while running`, where nothing changes `running`.
//! - `endless_iterator.rs`: `for _ in 0..`, and other iterators without an end.
//! - `exit_out_of_reach.rs`: a `break` under a condition that never holds.
//! - `helper_function.rs`: a function outside the body that never returns.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(unbounded_loop, reason = "it draws until the board is full, at most 81 times"))]`. The
//! reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, LoopKind, What};

const HELP: &str =
    "give it a bound, as in `for _ in 0..LIMIT`, or ask with `call.checkpoint()?` in each round";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter().filter(|fact| facts.is_in_body(fact)) {
        if let What::Loop(it) = &fact.what
            && it.kind == LoopKind::Forever
            && !(it.leaves || it.awaits || it.has_checkpoint)
        {
            report.deny(fact.place, "nothing in this loop ends it, and nothing interrupts it").help(HELP);
        }
    }
}
