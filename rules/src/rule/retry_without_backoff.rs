//! # P304: retry_without_backoff
//!
//! Advises against a loop that awaits something fallible and simply goes on when it fails: `loop` or `while` without a
//! number that ends it, and without a pause that grows.
//!
//! A `for` loop, a loop that counts or passes an error on with `?`, one that sleeps longer and longer, and one that waits
//! for the next message, connection or tick are left alone.
//!
//! ## Why
//!
//! A service that has fallen over gets every request again, at once, from everybody, and stays down. A model that waits
//! for a tool waits for ever, and pays for it.
//!
//! CWE-835 (loop with an unreachable exit condition), CWE-400 (uncontrolled resource consumption). OWASP Agentic Top 10
//! (2026): ASI08, cascading failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. It is advice: what is told to `cargo portcullis check`, and does not stop the compiler.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! async fn connected(port: u16) -> Result<u16, String> {
//!     if port > 80 { Ok(port) } else { Err("refused".into()) }
//! }
//!
//! /// Waits for a server.
//! #[capability(read)]
//! async fn wait(port: u16) -> u16 {
//!     loop {
//!         if let Ok(answer) = connected(port).await {
//!             break answer;
//!         }
//!     }
//! }
//! ```
//!
//! ```text
//! advice: this loop tries again at once, and for ever
//!        help: count the attempts, and wait longer after each: `sleep(pause).await; pause *= 2`
//!        see: cargo portcullis explain P304
//!    |
//! 10 |     loop {
//!    |     ^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use std::time::Duration;
//!
//! use portcullis::prelude::*;
//!
//! async fn connected(port: u16) -> Result<u16, String> {
//!     if port > 80 { Ok(port) } else { Err("refused".into()) }
//! }
//!
//! /// Waits for a server.
//! #[capability(read)]
//! async fn wait(port: u16) -> Option<u16> {
//!     for attempt in 0..5 {
//!         if let Ok(answer) = connected(port).await {
//!             return Some(answer);
//!         }
//!         tokio::time::sleep(Duration::from_millis(50 << attempt)).await;
//!     }
//!     None
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `endless_iterator.rs`: a `for` over an iterator without an end.
//! - `helper_function.rs`: a function that calls itself again.
//! - `variable_pause.rs`: a pause that is the same every time, and comes from elsewhere.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(retry_without_backoff, reason = "the other side is in this process"))]`. The reason has
//! at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Fact, Facts, LoopKind, Outcome, What};
use crate::flow::Use;

const HELP: &str = "count the attempts, and wait longer after each: `sleep(pause).await; pause *= 2`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::Loop(found) = &fact.what else { continue };
        let is_endless = found.kind != LoopKind::For && found.awaits && !found.counts && !found.passes_errors;
        if !is_endless || !found.sees_errors {
            continue;
        }
        let (mut tries, mut sleeps) = (false, false);
        let mut is_driven = false;
        for inner in directly_in(facts, found.extent) {
            let (name, result) = match &inner.what {
                What::Function(function) => (function.name.last(), function.result),
                What::Method(method) => (method.name.as_str(), method.result),
                _ => continue,
            };
            // Who makes an error gives up on some.
            is_driven |= waits_for_others(name) || name == "Err";
            sleeps |= is_pause(name);
            tries |= result == Outcome::Awaited && !is_pause(name) && name != "yield_now";
        }
        if tries && !is_driven && !(sleeps && grows(facts, found.extent)) {
            let message = if sleeps {
                "this loop tries again after the same pause, for ever"
            } else {
                "this loop tries again at once, and for ever"
            };
            report.advise(fact.place, message).help(HELP);
        }
    }
}

/// What stands in a loop and in no loop inside it.
fn directly_in(facts: &Facts, extent: Place) -> impl Iterator<Item = &Fact> {
    let inner: Vec<Place> = facts
        .iter()
        .filter_map(|fact| match &fact.what {
            What::Loop(found) if extent.contains(fact.place) && !found.extent.contains(extent) => {
                Some(found.extent)
            }
            _ => None,
        })
        .collect();
    facts.iter().filter(move |fact| {
        extent.contains(fact.place) && !inner.iter().any(|inner| inner.contains(fact.place))
    })
}

/// Each round begins when something comes from elsewhere.
fn waits_for_others(name: &str) -> bool {
    matches!(
        name,
        "recv"
            | "recv_many"
            | "next"
            | "try_next"
            | "accept"
            | "tick"
            | "changed"
            | "notified"
            | "next_event"
            | "ctrl_c"
            | "read_line"
            | "next_line"
            | "poll_next"
            | "recv_from"
            | "readable"
            | "writable"
            | "read"
            | "read_buf"
            | "acquire"
            | "next_message"
            | "poll_fn"
            | "read_exact"
            | "next_frame"
            | "join_next"
            | "join_next_with_id"
            | "try_recv"
            | "frame"
            | "data"
            | "chunk"
            | "next_chunk"
            | "field"
            | "next_field"
            | "pop"
            | "pop_front"
            | "wait"
            | "pending"
            | "await_data"
    ) || ["recv", "receive", "next", "read", "select", "compare_exchange", "poll"]
        .iter()
        .any(|it| name.starts_with(it))
        || name.contains("backoff")
        || name.contains("retry")
}

fn is_pause(name: &str) -> bool {
    matches!(name, "sleep" | "sleep_until" | "delay_for" | "sleep_ms" | "after")
}

/// Whether a pause in the loop is not the same each time.
fn grows(facts: &Facts, extent: Place) -> bool {
    let is_set_here = |wanted: &str| {
        facts.sites().any(|site| match &site.what {
            Use::Bound { name, .. } => name == wanted && extent.contains(site.place),
            Use::Operator { operands, .. } => {
                extent.contains(site.place) && operands.first().is_some_and(|first| first.name() == wanted)
            }
            _ => false,
        })
    };
    facts.sites().any(|site| {
        let (Use::Function { arguments, .. } | Use::Method { arguments, .. }) = &site.what else {
            return false;
        };
        let last = site.called();
        is_pause(last.trim_end_matches("()").rsplit(['.', ':']).next().unwrap_or_default())
            && extent.contains(site.place)
            && arguments.first().is_some_and(|pause| !pause.value.is_constant() || is_set_here(pause.name()))
    })
}
