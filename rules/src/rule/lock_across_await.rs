//! # P502: lock_across_await
//!
//! Refuses an `.await` while a lock or a borrow is held that is not made for it: what `lock()`, `read()`,
//! `write()`, `borrow()` and `borrow_mut()` give without an `.await` of their own, bound to a name or as a
//! temporary of the same statement; and an entry of a `DashMap`, if that type is in sight.
//!
//! A lock of `tokio::sync` is awaited itself, and is left alone; so is what is dropped, or ends with its block,
//! before the `.await`.
//!
//! ## Why
//!
//! Whoever waits for the lock meanwhile blocks a whole worker thread. With as many waiting as there are threads,
//! the task that holds the lock never runs again: the server stands still, and no deadline helps. A second
//! `borrow_mut()` in the meantime panics.
//!
//! CWE-833 (deadlock), CWE-667 (improper locking). OWASP Agentic Top 10 (2026): ASI08, cascading failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. The guards of `std::sync` and the borrows of `RefCell` cannot be sent to another
//! thread, and a body must be such that it can: the compiler refuses those in any case, with a longer message. This
//! rule says it shortly, and sees guards that can be sent, such as those of `parking_lot` and `dashmap`.
//!
//! ## Refused
//!
//! ```text,refused
//! use std::sync::Mutex;
//!
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Counts the calls.
//! #[capability(read)]
//! async fn count(#[grant] calls: State<Mutex<u32>>) -> Result<u32, Internal> {
//!     let mut calls = calls.lock().map_err(|_| "poisoned")?;
//!     tokio::task::yield_now().await;
//!     *calls += 1;
//!     Ok(*calls)
//! }
//! ```
//!
//! ```text
//! error: the lock of `.lock()` is still held at this `.await`
//!        help: let it go before: take out what is needed in a block of its own, or use a lock of `tokio::sync`
//!        see: cargo portcullis explain P502
//!    |
//! 10 |     tokio::task::yield_now().await;
//!    |                              ^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use std::sync::Mutex;
//!
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Counts the calls.
//! #[capability(read)]
//! async fn count(#[grant] calls: State<Mutex<u32>>) -> Result<u32, Internal> {
//!     tokio::task::yield_now().await;
//!     let mut calls = calls.lock().map_err(|_| "poisoned")?;
//!     *calls += 1;
//!     Ok(*calls)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `guard_in_a_field.rs`: a guard in a field, a tuple or a list.
//! - `helper_function.rs`: a function outside the body that gives the guard.
//! - `other_method.rs`: a method of another name, such as `try_lock`, which `tokio::sync` has as well.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(lock_across_await, reason = "the lock is this task's own, nobody else takes it"))]`.
//! The reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Held, Item, What};

const LOCK: &str =
    "let it go before: take out what is needed in a block of its own, or use a lock of `tokio::sync`";
const BORROW: &str = "let it go before: take out what is needed, `let value = x.borrow().clone();`";
const MAP: &str = "let it go before: take out what is needed, and put it back with another call";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::HeldAcrossAwait(held) = &fact.what else { continue };
        let (what, help) = match held.method.as_str() {
            "lock" | "read" | "write" | "upgradable_read" => ("lock", LOCK),
            "borrow" | "borrow_mut" => ("borrow", BORROW),
            "get" | "get_mut" | "entry" if is_of_a_locking_map(held, facts) => ("lock", MAP),
            _ => continue,
        };
        let message = format!("the {what} of `.{}()` is still held at this `.await`", held.method);
        report.deny(fact.place, message).help(help);
    }
}

/// What a `HashMap` gives is a reference; what a `DashMap` gives holds a lock. The type tells, if it is in sight.
fn is_of_a_locking_map(held: &Held, facts: &Facts) -> bool {
    let is_it = |name: &str, ty: &str| name == held.receiver && ty.contains("DashMap<");
    facts.iter().any(|fact| match &fact.what {
        What::Variable(variable) => variable.ty.as_deref().is_some_and(|ty| is_it(&variable.name, ty)),
        What::Item(Item::Type(item)) => item.fields.iter().any(|field| is_it(&field.name, &field.ty)),
        What::Item(Item::Static(item)) => is_it(&item.name, &item.ty),
        _ => false,
    })
}
