//! # P504: unbounded_memory
//!
//! Refuses memory of which somebody else says how much: `with_capacity(n)`, `vec![x; n]`, `.repeat(n)`, `.reserve(n)`,
//! `.resize(n, x)` and layouts, where `n` comes from the input and was compared with nothing; channels without a bound;
//! `read_to_end` and `read_to_string` of a stream without `take`, and `to_bytes(body, usize::MAX)`.
//!
//! A type whose numbers are small (`u16`) is a bound of its own, and so are `min`, `clamp`, `%`, a comparison that
//! returns, and `#[validate(range(..))]`.
//!
//! ## Why
//!
//! One request with the number 2⁴⁰ ends the process for everybody, and so does a peer that never stops sending: an
//! allocation that fails aborts, and no guard can catch that. A queue without a bound grows for as long as its reader
//! is slower than its writers.
//!
//! CWE-789 (memory allocation with an excessive size), CWE-770 (allocation of resources without limits). OWASP Top 10 for
//! LLM Applications (2025): LLM10, unbounded consumption.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. In code that is only checked, what a plain function is given is advice.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Draws a line of so many dashes.
//! #[capability(read)]
//! fn line(width: u32) -> u64 {
//!     let line = "-".repeat(width as usize);
//!     line.len() as u64
//! }
//! ```
//!
//! ```text
//! error: the caller says how much memory `.repeat()` takes
//!        help: refuse what is too large, or limit it: `n.min(MAX)`, `#[validate(range(max = ..))]`
//!        see: cargo portcullis explain P504
//!   |
//! 6 |     let line = "-".repeat(width as usize);
//!   |                    ^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Draws a line of so many dashes.
//! #[capability(read)]
//! fn line(#[validate(range(max = 200))] width: u32) -> u64 {
//!     let line = "-".repeat(width as usize);
//!     line.len() as u64
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `grows_in_a_loop.rs`: a list that gets one element after the other.
//! - `helper_function.rs`: a function outside the body that allocates.
//! - `standard_channel.rs`: `std::sync::mpsc::channel()`, which has no bound either.
//! - `wrong_bound.rs`: a bound that is far too high.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(unbounded_memory, reason = "the gate limits the batch to 50 rows"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Name, What};
use crate::flow::{Argument, Known, Site, Traits, Use, Value};

const LIMIT: &str = "refuse what is too large, or limit it: `n.min(MAX)`, `#[validate(range(max = ..))]`";
const BOUND: &str =
    "give the channel a bound: `mpsc::channel(64)`; who sends then waits, or is told that it is full";
const TAKE: &str = "read no more than you have room for: `stream.take(1 << 20).read_to_end(&mut buffer)`";
const BODY: &str = "give it a limit: `to_bytes(body, 1 << 20)`, `Limited::new(body, 1 << 20)`";

/// What needs no more bits than this is small: a million.
const SMALL: u8 = 20;

/// What a function is called whose very purpose is to allocate as much as it is told.
const ALLOCATES: [&str; 8] = ["capacity", "reserve", "resize", "repeat", "grow", "alloc", "zeroed", "uninit"];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        match &site.what {
            Use::Function { name, arguments } => check_function(site, name, arguments, facts, report),
            Use::Method { name, receiver, arguments } => match (name.as_str(), arguments.as_slice()) {
                ("read_to_end" | "read_to_string", [_]) if is_stream(receiver) => {
                    reads_all(site, &receiver.value, report);
                }
                ("to_bytes", []) if receiver.is_named_like(&["collect"]) && is_body(receiver) => {
                    let message = "`.collect()` reads a body as long as whoever sends it likes";
                    report.weigh(site.annotated, site.place, message).help(BODY);
                }
                _ => {}
            },
            _ => {}
        }
    }
    for (site, _, amount) in facts.reached(Traits::AMOUNT) {
        let Some(amount) = amount.filter(|amount| amount.value.bits().is_none_or(|bits| bits > SMALL)) else {
            continue;
        };
        if let Use::Method { name, receiver, .. } = &site.what
            && (receiver.names == "self"
                || (!is_of_std(&receiver.value)
                    && facts.functions().iter().any(|own| own.is_method && own.name == *name)))
        {
            continue;
        }
        let certain = site.is_chosen_outside(&amount.value);
        let around = || facts.function_at(site.place).is_some_and(|it| is_allocator(&it.name));
        if certain || !around() {
            let called = site.called();
            let who = if certain { "the caller" } else { "a parameter" };
            let message = format!("{who} says how much memory `{called}` takes");
            report.weigh(certain, site.place, message).help(LIMIT);
        }
    }
}

fn check_function(
    site: &Site,
    name: &Name,
    arguments: &[Argument],
    facts: &Facts,
    report: &mut Reporter<'_>,
) {
    match (name.last(), arguments) {
        ("unbounded_channel" | "unbounded", []) => {
            let message = format!("`{name}()` makes a channel that grows without a bound");
            report.weigh(site.annotated, site.place, message).help(BOUND);
        }
        ("read_to_end" | "read_to_string", [stream, ..])
            if (name.may_be_in("std::io::Read") || name.may_be_in("std::io")) && is_stream(stream) =>
        {
            reads_all(site, &stream.value, report);
        }
        ("to_bytes", [_, limit]) if is_without_end(limit, facts) => {
            let message = format!("`{name}` reads a body as long as whoever sends it likes");
            report.deny(site.place, message).help(BODY);
        }
        _ => {}
    }
}

fn reads_all(site: &Site, stream: &Value, report: &mut Reporter<'_>) {
    let message = format!("`{}` reads as much as the other side sends", site.called());
    let certain = site.annotated || stream.could(Traits::NETWORK);
    report.weigh(certain, site.place, message).help(TAKE);
}

/// What somebody else writes to, or what unpacks what somebody else has packed.
fn is_stream(stream: &Argument) -> bool {
    const TYPES: [&str; 6] = ["TcpStream", "UnixStream", "TlsStream", "Response", "Stdin", "ChildStdout"];
    const NAMES: [&str; 6] = ["stream", "socket", "response", "stdin", "conn", "connection"];
    let value = &stream.value;
    if value.type_name() == Some("Take") || stream.is_named_like(&["take", "limited"]) {
        return false;
    }
    let is_one =
        |name: &str| TYPES.contains(&name) || name.ends_with("Decoder") || name.ends_with("Decompressor");
    let made = value.made_by.as_ref();
    let made_so = made.is_some_and(|maker| {
        let in_path = || maker.path.split("::").any(is_one);
        !maker.has_called("limit") && (in_path() || maker.path.ends_with("stdin"))
    });
    made_so
        || value.type_name().is_some_and(is_one)
        || value.could(Traits::NETWORK)
        || (stream.is_named_like(&NAMES)
            && made.is_none_or(|maker| !["File", "OpenOptions", "Cursor"].contains(&maker.of())))
}

fn is_body(body: &Argument) -> bool {
    body.is_named_like(&["body", "into_body", "request", "req", "incoming", "response"])
}

/// `usize::MAX`. Where the limit is a parameter, whoever calls says how large it is.
fn is_without_end(limit: &Argument, facts: &Facts) -> bool {
    let is_largest =
        matches!(&limit.value.known, Known::Path(path) if path.ends_with("MAX") && path.contains("::"));
    let around = facts.function_number_at(limit.place);
    let is_parameter = || {
        facts.iter().filter(|fact| fact.context.function == around).any(|fact| match &fact.what {
            What::Variable(variable) => variable.is_parameter && variable.name == limit.names,
            _ => false,
        })
    };
    is_largest && !is_parameter()
}

/// `Vec::new()`, `"="`: what has no methods of the file's own.
fn is_of_std(value: &Value) -> bool {
    const TYPES: [&str; 7] = ["Vec", "String", "VecDeque", "HashMap", "HashSet", "BytesMut", "BinaryHeap"];
    match &value.made_by {
        Some(maker) => TYPES.contains(&maker.of()),
        None => value.whole_text().is_some(),
    }
}

fn is_allocator(function: &str) -> bool {
    ALLOCATES.iter().any(|word| function.contains(word))
}
