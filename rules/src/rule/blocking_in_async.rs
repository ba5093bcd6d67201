//! # P501: blocking_in_async
//!
//! Refuses, in asynchronous code, what holds its thread instead of giving it back: `thread::sleep`, `thread::park`,
//! `thread::scope`, `std::fs`, sockets of `std::net`, `stdin()`, `block_on`, `reqwest::blocking`, `ureq`; and the
//! methods `recv()` of std channels, `recv_timeout`, `blocking_recv` and its kin, `Condvar`'s `wait`s, `join()` of
//! threads, `wait()` of processes and barriers, `to_socket_addrs()`.
//!
//! A closure that is given to a function is taken to run at once, in the same place; one that is given to
//! `spawn_blocking`, `block_in_place` or a thread is not, nor is one that is only kept in a variable. Functions
//! inside the body count by their own `async`. `.recv()` and `.join()` are refused only where what becomes of the
//! result shows that it is no future.
//!
//! On files P601 speaks instead of this rule. With an exception to P601, this one speaks.
//!
//! ## Why
//!
//! An `async fn` is cancelled where it awaits. A body that blocks cannot be stopped at its deadline: the caller has an
//! answer in time, since bodies have threads of their own, but this one keeps its thread and its concurrency permit
//! until it is done, and enough of them use up the capability.
//!
//! CWE-400 (uncontrolled resource consumption), CWE-833 (deadlock). OWASP Agentic Top 10 (2026): ASI08, cascading
//! failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. That the caller has an answer in time is kept by the runtime.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Waits for a moment.
//! #[capability(read)]
//! async fn pause(#[validate(range(max = 100))] milliseconds: u64) -> bool {
//!     std::thread::sleep(std::time::Duration::from_millis(milliseconds));
//!     true
//! }
//! ```
//!
//! ```text
//! error: `std::thread::sleep` blocks its thread in asynchronous code
//!        help: use `tokio::time::sleep(..).await`
//!        see: cargo portcullis explain P501
//!   |
//! 6 |     std::thread::sleep(std::time::Duration::from_millis(milliseconds));
//!   |     ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Waits for a moment.
//! #[capability(read)]
//! async fn pause(#[validate(range(max = 100))] milliseconds: u64) -> bool {
//!     tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
//!     true
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `imported_sleep.rs`: a bare `sleep(..)` where the file, not the body, imports the function.
//! - `closure_in_variable.rs`: a closure that is kept in a variable and called later.
//! - `nested_function.rs`: a plain `fn`, inside the body or outside, that blocks.
//! - `stored_result.rs`: `let next = receiver.recv();`, which might be a future.
//! - `computation.rs`: a long computation, which blocks as well as any sleep.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(blocking_in_async, reason = "the file is in memory, on tmpfs"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use super::ambient_filesystem::reaches_files;
use crate::diagnostics::Reporter;
use crate::facts::{Facts, Function, Method, Outcome, What};

const SLEEP: &str = "use `tokio::time::sleep(..).await`";
const CHANNEL: &str = "use a channel of `tokio::sync` and await it";
const JOIN: &str = "await a task of `call.spawn(..)` instead, or make the capability a plain `fn`";
const TWIN: &str = "use its asynchronous twin and await that, or make the capability a plain `fn`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter().filter(|fact| fact.context.asynchronous) {
        let (what, help) = match &fact.what {
            What::Function(function) => match blocking_function(function) {
                Some(help) => (function.name.to_string(), help),
                None => continue,
            },
            What::Method(method) => match blocking_method(method) {
                Some(help) => (format!(".{}", method.name), help),
                None => continue,
            },
            _ => continue,
        };
        report.deny(fact.place, format!("`{what}` blocks its thread in asynchronous code")).help(help);
    }
}

fn blocking_function(function: &Function) -> Option<&'static str> {
    let name = &function.name;
    // `?` on a call shows that it made no future, so a name that tokio has as well must be the blocking one.
    let is_in = |module: &str| match function.result {
        Outcome::Taken => name.may_be_in(module),
        _ => name.is_in(module),
    };
    match name.last() {
        "sleep" | "sleep_ms" | "sleep_until" if name.may_be_in("std::thread") => Some(SLEEP),
        "park" | "park_timeout" | "scope" if name.may_be_in("std::thread") => Some(TWIN),
        "join" if name.may_be_in("std::thread::JoinHandle") => Some(JOIN),
        "block_on" => Some(TWIN),
        "connect" | "connect_timeout" if is_in("std::net::TcpStream") => Some(TWIN),
        "bind" if is_in("std::net::TcpListener") || is_in("std::net::UdpSocket") => Some(TWIN),
        "stdin" if name.is_in("std::io") => Some(TWIN),
        "recv" if is_in("std::sync::mpsc::Receiver") => Some(CHANNEL),
        "wait" | "wait_while" | "wait_timeout" | "wait_timeout_while"
            if name.may_be_in("std::sync::Condvar") =>
        {
            Some(TWIN)
        }
        _ if name.within("reqwest::blocking").is_some() || name.within("ureq").is_some() => Some(TWIN),
        _ if reaches_files(function) => {
            let blocks =
                name.within("std").is_some() || name.is_in("std::fs") || function.result == Outcome::Taken;
            blocks.then_some(TWIN)
        }
        _ => None,
    }
}

fn blocking_method(method: &Method) -> Option<&'static str> {
    if method.result == Outcome::Awaited {
        return None;
    }
    let is_value = method.result == Outcome::Taken;
    let is_no_future = is_value || method.result == Outcome::Dropped;
    match (method.name.as_str(), method.arguments) {
        ("recv", 0) if is_no_future => Some(CHANNEL),
        ("recv_timeout" | "recv_deadline", 1) => Some(CHANNEL),
        ("join", 0) if is_no_future => Some(JOIN),
        ("block_on", 1) => Some(TWIN),
        ("wait" | "to_socket_addrs" | "wait_with_output", 0) if is_value => Some(TWIN),
        ("wait", 1) if is_value => Some(TWIN),
        ("wait_while" | "wait_timeout", 2) | ("wait_timeout_while", 3) => Some(TWIN),
        ("blocking_recv" | "blocking_lock" | "blocking_read" | "blocking_write", 0) => Some(CHANNEL),
        ("blocking_send" | "blocking_recv_many", _) => Some(CHANNEL),
        _ => None,
    }
}
