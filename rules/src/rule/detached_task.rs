//! # P505: detached_task
//!
//! Refuses tasks and threads that go on when the call has ended: `tokio::spawn`, `spawn_blocking`, `spawn_local`,
//! `std::thread::spawn` and its builder, the same of `async-std`, `smol` and `actix`, and rayon's global pool.
//!
//! A parallel iterator that is only made, wrapped or handed back starts nothing: what counts is who drives it
//! (`collect`, `for_each`, `sum`, `reduce`).
//!
//! `call.spawn(..)`, a `JoinSet` and `std::thread::scope` are not refused: they end with the call or with the body.
//! Nor is rayon inside `pool.install(..)`, which is a pool of your own, a thread that the body joins by its name, and a
//! `spawn_blocking(..)` that is awaited on the spot.
//!
//! ## Why
//!
//! The deadline, the concurrency limit and the audit record all belong to the call. Work that leaves it has none of
//! them: it goes on after the caller read "deadline exceeded", its panics are nobody's, and a model that calls the
//! tool a thousand times leaves a thousand of them running.
//!
//! CWE-400 (uncontrolled resource consumption), CWE-772 (missing release of a resource). OWASP Agentic Top 10 (2026):
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
//! /// Adds up the numbers below a limit.
//! #[capability(read)]
//! async fn sum_below(limit: u32) -> Result<u64, Internal> {
//!     let sum = tokio::spawn(async move { (0..u64::from(limit)).sum::<u64>() });
//!     Ok(sum.await?)
//! }
//! ```
//!
//! ```text
//! error: `tokio::spawn` starts work that goes on when the call has ended
//!        help: use `call.spawn(..)` with `call: &Call`, which ends with the call
//!        see: cargo portcullis explain P505
//!   |
//! 6 |     let sum = tokio::spawn(async move { (0..u64::from(limit)).sum::<u64>() });
//!   |               ^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Adds up the numbers below a limit.
//! #[capability(read)]
//! async fn sum_below(call: &Call, limit: u32) -> Result<u64, Internal> {
//!     let sum = call.spawn(async move { (0..u64::from(limit)).sum::<u64>() });
//!     Ok(sum.await?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `imported_spawn.rs`: a bare `spawn(..)` where the file, not the body, imports the function.
//! - `runtime_handle.rs`: `.spawn(..)` on a handle of a runtime that the body was given under another name than `runtime`.
//! - `helper_function.rs`: a function outside the body that spawns.
//!
//! A module of your own that is called `thread` or `task` and has a function `spawn` looks the same. Write
//! `self::task::spawn(..)` or `crate::task::spawn(..)`, which is not refused. A method `spawn_blocking` is refused on
//! whatever it is called.
//!
//! ## Making an exception
//!
//! `#[capability(write, allow(detached_task, reason = "the index is rebuilt in the background"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Place;
use crate::diagnostics::Reporter;
use crate::facts::{Fact, Facts, Function, Method, Name, Outcome, What};
use crate::flow::{Argument, Use};

const CALL: &str = "use `call.spawn(..)` with `call: &Call`, which ends with the call";
const SCOPE: &str = "use `std::thread::scope` in a plain `fn`, or `call.spawn(..)`: both end with the call";
const POOL: &str = "use iterators, or a pool of your own that a parameter grants: `pool.install(|| ..)`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let (what, help) = match &fact.what {
            What::Function(function) if !(fact.context.in_own_pool && is_rayon(&function.name)) => {
                match detaches(function) {
                    Some(SCOPE) if is_joined(facts, fact.place) => continue,
                    Some(help) => (function.name.to_string(), help),
                    None => continue,
                }
            }
            What::Method(method) if is_parallel_iterator(&method.name) && !fact.context.in_own_pool => {
                if !is_driven(facts, fact, &method.name) {
                    continue;
                }
                let message =
                    format!("`.{}()` runs on rayon's global pool, which all calls share", method.name);
                report.deny(fact.place, message).help(POOL);
                continue;
            }
            What::Method(method) if method.arguments > 0 => match is_spawned_on(method) {
                Some(SCOPE) if is_joined(facts, fact.place) => continue,
                Some(help) => (format!(".{}", method.name), help),
                None => continue,
            },
            _ => continue,
        };
        report
            .deny(fact.place, format!("`{what}` starts work that goes on when the call has ended"))
            .help(help);
    }
    for site in facts.sites() {
        if let Use::Method { name, receiver, arguments } = &site.what
            && matches!(name.as_str(), "spawn" | "spawn_local")
            && arguments.len() == 1
            && let Some(help) = spawns(receiver, facts)
            && !(help == SCOPE && is_joined(facts, site.place))
        {
            report
                .deny(site.place, format!("`.{name}` starts work that goes on when the call has ended"))
                .help(help);
        }
    }
}

/// What a variable or a field spawns on, if it is known where it comes from or is called a runtime.
fn spawns(receiver: &Argument, facts: &Facts) -> Option<&'static str> {
    let maker = receiver.value.made_by.as_ref();
    let made_by = |functions: &[&str]| {
        maker.is_some_and(|maker| functions.iter().any(|function| maker.path.ends_with(function)))
    };
    if made_by(&["thread::Builder::new"]) {
        Some(SCOPE)
    } else if made_by(&["Runtime::new"])
        || is_current(receiver, facts)
        || receiver.is_named_like(&["runtime", "rt"])
    {
        Some(CALL)
    } else {
        None
    }
}

/// `let handle = Handle::current()`
fn is_current(receiver: &Argument, facts: &Facts) -> bool {
    facts.iter().any(|fact| match &fact.what {
        What::Variable(variable) => {
            variable.name == receiver.names
                && matches!(variable.from.as_deref(), Some("current" | "try_current"))
        }
        _ => false,
    })
}

/// Whether a thread is bound to a name, and the body waits for it by that name.
fn is_joined(facts: &Facts, spawned: Place) -> bool {
    let bound = facts.sites().find_map(|site| match &site.what {
        Use::Bound { name, value } if value.place.contains(spawned) => Some(name),
        _ => None,
    });
    bound.is_some_and(|bound| {
        facts.sites().any(|site| match &site.what {
            Use::Method { name, receiver, .. } => name == "join" && receiver.names == *bound,
            _ => false,
        })
    })
}

fn detaches(function: &Function) -> Option<&'static str> {
    let name = &function.name;
    let of_a_task = || {
        let modules = [
            "tokio::task",
            "async_std::task",
            "actix_web::rt",
            "actix_web::rt::task",
            "tokio",
            "smol",
            "actix_rt",
        ];
        modules.iter().any(|module| name.may_be_in(module))
    };
    match name.last() {
        "spawn" if name.may_be_in("std::thread") => Some(SCOPE),
        "spawn" | "spawn_local" if of_a_task() => Some(CALL),
        // Awaited on the spot, nobody leaves it to itself.
        "spawn_blocking" if function.result != Outcome::Awaited && (name.is_bare() || of_a_task()) => {
            Some(CALL)
        }
        "spawn" | "spawn_fifo" | "spawn_broadcast" if is_rayon(name) => Some(POOL),
        _ => None,
    }
}

/// A method that spawns, on something that this expression itself made.
fn is_spawned_on(method: &Method) -> Option<&'static str> {
    let made_by = method.begins_with.as_ref();
    let is_made_by = |kind: &str, functions: &[&str]| {
        made_by.is_some_and(|name| name.may_be_in(kind) && functions.contains(&name.last()))
    };
    match method.name.as_str() {
        "spawn" if is_made_by("std::thread::Builder", &["new"]) => Some(SCOPE),
        "spawn" | "spawn_local" if is_made_by("tokio::runtime::Handle", &["current", "try_current"]) => {
            Some(CALL)
        }
        "spawn" if is_made_by("tokio::runtime::Runtime", &["new"]) => Some(CALL),
        "spawn_blocking" if method.result != Outcome::Awaited => Some(CALL),
        _ => None,
    }
}

fn is_rayon(name: &Name) -> bool {
    name.is_in("rayon")
}

fn is_parallel_iterator(method: &str) -> bool {
    matches!(method, "par_iter" | "par_iter_mut" | "into_par_iter" | "par_bridge" | "par_chunks" | "par_sort")
}

/// Whether something makes it run: in the same chain of methods, or by the name that it was given.
fn is_driven(facts: &Facts, made: &Fact, method: &str) -> bool {
    if method == "par_sort" {
        return true;
    }
    let (mut is_followed, mut names) = (false, Vec::new());
    for site in facts.sites() {
        match &site.what {
            Use::Bound { name, value } if value.place.contains(made.place) => names.push(name.as_str()),
            Use::Method { name, receiver, arguments } => {
                is_followed |= site.place.is_within(made.place) && name == method;
                let first = receiver.names.split('.').next().unwrap_or_default();
                let is_it = receiver.place.contains(made.place) || names.contains(&first);
                if is_it && drives(name) {
                    return true;
                }
                if matches!(name.as_str(), "par_extend" | "extend" | "from_par_iter")
                    && arguments.iter().any(|argument| argument.place.contains(made.place))
                {
                    return true;
                }
            }
            _ => {}
        }
    }
    // In the language of a macro no values are followed.
    !is_followed
        && made.context.function.is_some()
        && facts.iter().filter(|fact| fact.context.function == made.context.function).any(|fact| {
            matches!(&fact.what, What::Method(method) if drives(&method.name))
                && made.place.line_and_column() < fact.place.line_and_column()
        })
}

/// What runs all that was put together before. The rest only adds to it.
fn drives(method: &str) -> bool {
    matches!(
        method,
        "collect"
            | "collect_into_vec"
            | "collect_vec_list"
            | "sum"
            | "product"
            | "count"
            | "unzip"
            | "partition"
            | "partition_map"
            | "any"
            | "all"
            | "min"
            | "max"
            | "cmp"
            | "eq"
            | "lt"
            | "drive"
            | "drive_unindexed"
            | "with_producer"
            | "with_consumer"
    ) || [
        "for_each",
        "try_for_each",
        "reduce",
        "try_reduce",
        "find_",
        "position_",
        "min_by",
        "max_by",
        "unzip_",
    ]
    .iter()
    .any(|start| method.starts_with(start))
}
