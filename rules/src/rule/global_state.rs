//! # P506: global_state
//!
//! Refuses what changes a `static`: `store`, `swap` and `fetch_add` of an atomic, `lock()` and `write()`, `insert`
//! into a map of locks, `with` of a `thread_local!`, an assignment to a `static mut`; on a name in capitals, or on
//! a variable that refers to one.
//!
//! A constant that is made at its first use (`LazyLock`, `OnceLock`) and only read is fine; so is `load`. What is
//! locked is only read where its guard has a name without `mut` and is asked for nothing but what it holds, and a
//! `thread_local!` where the closure borrows it and changes nothing.
//!
//! ## Why
//!
//! What a static holds is in no signature: nobody who reads the capability, its policy or its audit record sees
//! that one caller's call can change what another caller gets. One tenant's data ends up in another's answer that
//! way, and a test depends on the tests before it.
//!
//! CWE-488 (exposure of a data element to the wrong session), CWE-567 (unsynchronised access to shared data). OWASP
//! Agentic Top 10 (2026): ASI06, memory and context poisoning.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens.
//!
//! ## Refused
//!
//! ```text,refused
//! use std::sync::atomic::{AtomicU32, Ordering};
//!
//! use portcullis::prelude::*;
//!
//! static SERVED: AtomicU32 = AtomicU32::new(0);
//!
//! /// Gives the next number.
//! #[capability(read)]
//! fn next_number() -> u32 {
//!     SERVED.fetch_add(1, Ordering::Relaxed)
//! }
//! ```
//!
//! ```text
//! error: `.fetch_add()` changes the static `SERVED`, which all calls share
//!        help: let the owner grant it as a parameter, `#[grant] state: State<..>`, and change that
//!        see: cargo portcullis explain P506
//!    |
//! 10 |     SERVED.fetch_add(1, Ordering::Relaxed)
//!    |            ^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use std::sync::atomic::{AtomicU32, Ordering};
//!
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Gives the next number.
//! #[capability(read)]
//! fn next_number(#[grant] served: State<AtomicU32>) -> u32 {
//!     served.fetch_add(1, Ordering::Relaxed)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `given_away.rs`: a static that is given to a function, which changes it.
//! - `helper_function.rs`: a function outside the body that changes a static.
//! - `method_of_its_own.rs`: a method of a type of yours, `METRICS.count()`.
//! - `set.rs`: `set`, which fills a `OnceLock` once and a `Cell` again and again.
//!
//! A constant, or a local name, in capitals that has such a method is refused where its declaration is out of
//! sight.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(global_state, reason = "counts calls for the metrics page, nothing else"))]`. The
//! reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Facts, Item, Static, What};
use crate::flow::{Argument, Operator, Site, Use};

const HELP: &str = "let the owner grant it as a parameter, `#[grant] state: State<..>`, and change that";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    // Variables that refer to a static: `let slot = &CACHE;`.
    let mut aliases: Vec<(&str, &str)> = Vec::new();
    for site in facts.sites() {
        let (global, done) = match &site.what {
            Use::Bound { name, value } if is_global(&value.names) => {
                aliases.push((name, &value.names));
                continue;
            }
            Use::Bound { name, .. } if is_global(name) => (name.as_str(), "this assignment".to_owned()),
            Use::Operator { operator: Operator::Add | Operator::Subtract | Operator::Multiply, operands } => {
                match operands.first() {
                    Some(first) if is_global(&first.names) => (first.names.as_str(), "this".to_owned()),
                    _ => continue,
                }
            }
            Use::Method { name, receiver, arguments } if changes(name, arguments.len()) => {
                match named(receiver, &aliases) {
                    Some(global) => (global, format!("`.{name}()`")),
                    None => continue,
                }
            }
            _ => continue,
        };
        if only_reads(facts, site) {
            continue;
        }
        let by_method = matches!(site.what, Use::Method { .. });
        if may_change(facts, global, by_method) && facts.is_place_in_body(site.place) {
            let message = match &site.what {
                Use::Method { name, .. } if name.starts_with("with") => {
                    format!("{done} reaches into `{global}`, which the thread keeps for its next call")
                }
                _ => format!("{done} changes the static `{global}`, which all calls share"),
            };
            report.deny(site.place, message).help(HELP);
        }
    }
}

/// The static that a method is called on.
fn named<'a>(receiver: &'a Argument, aliases: &[(&'a str, &'a str)]) -> Option<&'a str> {
    let name = receiver.names.as_str();
    if is_global(name) {
        return Some(name);
    }
    aliases.iter().rev().find(|(alias, _)| *alias == name).map(|(_, global)| *global)
}

/// `CACHE`, `NEXT_ID`.
fn is_global(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Methods by which what is shared is changed, by their number of arguments: `Regex` has a `replace` as well.
fn changes(method: &str, arguments: usize) -> bool {
    match arguments {
        0 => matches!(
            method,
            "lock" | "write" | "try_lock" | "try_write" | "borrow_mut" | "try_borrow_mut" | "clear"
        ),
        1 => matches!(method, "with" | "with_borrow_mut" | "push" | "remove" | "retain" | "update"),
        2 => matches!(
            method,
            "store"
                | "swap"
                | "insert"
                | "fetch_add"
                | "fetch_sub"
                | "fetch_max"
                | "fetch_min"
                | "fetch_or"
                | "fetch_and"
                | "fetch_xor"
        ),
        3 => method == "fetch_update",
        4 => matches!(method, "compare_exchange" | "compare_exchange_weak"),
        _ => false,
    }
}

/// Whether it is in sight that nothing is changed: by the closure that is given what a thread keeps, or by whoever has
/// the guard of a lock.
fn only_reads(facts: &Facts, site: &Site) -> bool {
    match &site.what {
        Use::Method { name, arguments, .. } if name == "with" => {
            arguments.first().is_some_and(|closure| borrows(facts, closure.place))
        }
        Use::Method { name, .. } if matches!(name.as_str(), "lock" | "write" | "try_lock" | "try_write") => {
            keeps_fixed_guard(facts, site) || is_asked_at_once(facts, site)
        }
        _ => false,
    }
}

/// `|slot| slot.borrow().len()`
fn borrows(facts: &Facts, closure: Place) -> bool {
    let mut borrows = false;
    for site in facts.sites().filter(|site| site.place.is_within(closure)) {
        match &site.what {
            Use::Method { name, receiver, .. } => match name.as_str() {
                "borrow" | "try_borrow" | "get" | "load" | "read" => borrows = true,
                name if looks(name) => {}
                // A shared borrow lets nobody change anything.
                _ if receiver.names.split('.').any(|name| matches!(name, "borrow" | "try_borrow")) => {}
                // What was borrowed is given to something else: `out.extend(slot.borrow().iter())`.
                _ if !receiver.names.contains('.') && !receiver.names.is_empty() && borrows => {}
                _ => return false,
            },
            Use::Bound { .. } | Use::Returned(_) => {}
            _ => return false,
        }
    }
    borrows
}

/// `let guard = CACHE.lock(); guard.len()`
fn keeps_fixed_guard(facts: &Facts, lock: &Site) -> bool {
    let bound = facts.sites().find_map(|site| match &site.what {
        Use::Bound { name, value } if value.place.contains(lock.place) && is_guard(&value.names) => {
            Some((name.as_str(), site.place))
        }
        _ => None,
    });
    let Some((guard, place)) = bound else { return false };
    let is_fixed = facts.iter().any(|fact| match &fact.what {
        What::Variable(variable) => {
            variable.is_fixed && variable.name == guard && fact.place.is_within(place)
        }
        _ => false,
    });
    let around = facts.function_number_at(lock.place);
    let mut uses = facts.sites().filter(|site| facts.function_number_at(site.place) == around);
    is_fixed
        && uses.all(|site| match &site.what {
            Use::Method { name, receiver, .. } => receiver.names != guard || looks(name),
            _ => true,
        })
}

/// `CACHE.lock().unwrap().len()`
fn is_asked_at_once(facts: &Facts, lock: &Site) -> bool {
    facts.sites().any(|site| match &site.what {
        // A cache may well move to the front what it is asked for.
        Use::Method { name, receiver, .. } => {
            name != "get" && looks(name) && receiver.place.contains(lock.place) && is_guard(&receiver.names)
        }
        _ => false,
    })
}

/// `CACHE.lock().unwrap()`
fn is_guard(names: &str) -> bool {
    let mut names = names.split('.').skip(1);
    names.next().is_some()
        && names.all(|name| matches!(name, "unwrap" | "expect" | "unwrap_or_else" | "map_err"))
}

/// Methods that only say what is there.
fn looks(method: &str) -> bool {
    matches!(
        method,
        "get"
            | "clone"
            | "cloned"
            | "copied"
            | "len"
            | "is_empty"
            | "is_some"
            | "is_none"
            | "contains"
            | "contains_key"
            | "iter"
            | "keys"
            | "values"
            | "as_ref"
            | "as_deref"
            | "as_str"
            | "as_slice"
            | "to_owned"
            | "to_string"
            | "to_vec"
            | "first"
            | "last"
    )
}

/// What the declaration says, if it is in sight.
fn may_change(facts: &Facts, global: &str, by_method: bool) -> bool {
    let declared = facts.iter().find_map(|fact| match &fact.what {
        What::Item(Item::Static(item)) if item.name == global => {
            Some(if by_method { has_inner_mutability(item) } else { item.mutable })
        }
        What::Item(Item::Constant(item)) if item.name == global => Some(false),
        What::Variable(variable) if variable.name == global => Some(false),
        _ => None,
    });
    declared.unwrap_or(by_method)
}

fn has_inner_mutability(item: &Static) -> bool {
    const TYPES: [&str; 8] =
        ["Mutex<", "RwLock<", "Atomic", "RefCell<", "Cell<", "DashMap<", "DashSet<", "Cache<"];
    const ONCE: [&str; 2] = ["OnceLock<", "OnceCell<"];
    item.mutable
        || item.thread_local
        || (TYPES.iter().any(|ty| item.ty.contains(ty)) && !ONCE.iter().any(|ty| item.ty.starts_with(ty)))
}
