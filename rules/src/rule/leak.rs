//! # P509: leak
//!
//! Refuses `Box::leak`, `Vec::leak` and `String::leak`: nothing frees what they give away.
//!
//! `cargo portcullis check` mentions, and the compiler lets pass, what somebody else may free: `mem::forget`,
//! `ManuallyDrop::new`, `into_raw` of `Box`, `Arc`, `Rc` and `CString`, `into_raw_fd` and its kin; and a `leak` in a
//! function that does something unsafe, makes a pointer of it or keeps it in a `static` or a cell. Of 35 such findings
//! that were read in libraries, 11 were right: they free elsewhere what they give away here.
//!
//! A value that is made once for the whole program, in a `static`, may leak: it is one.
//!
//! So may `self` be forgotten by a method that takes it apart. What the same function takes back with `from_raw` or
//! out of a `ManuallyDrop` is freed there; where a whole file is read, so is what another function of it takes back,
//! as a `Drop` does. A guard of a type that the function itself declares is forgotten so that it does nothing.
//!
//! ## Why
//!
//! A model calls a tool as often as it likes. What leaks a little in each call fills the memory or the table of
//! open files in the end, and a lock or a permit that is forgotten is never free again.
//!
//! CWE-401 (missing release of memory after effective lifetime), CWE-772 (missing release of a resource). OWASP
//! Agentic Top 10 (2026): ASI08, cascading failures.
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
//! /// Counts the letters of a name.
//! #[capability(read)]
//! fn letters(#[validate(length(max = 40))] name: String) -> u32 {
//!     let name: &'static str = Box::leak(name.into_boxed_str());
//!     name.chars().map(|_| 1).sum()
//! }
//! ```
//!
//! ```text
//! error: nothing here frees what `Box::leak` gives away
//!        help: keep it in an `Arc`, which is freed with its last owner, or make it once in a `LazyLock`
//!        see: cargo portcullis explain P509
//!   |
//! 6 |     let name: &'static str = Box::leak(name.into_boxed_str());
//!   |                              ^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use std::sync::Arc;
//!
//! use portcullis::prelude::*;
//!
//! /// Counts the letters of a name.
//! #[capability(read)]
//! fn letters(#[validate(length(max = 40))] name: String) -> u32 {
//!     let name: Arc<str> = Arc::from(name);
//!     name.chars().map(|_| 1).sum()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `cycle.rs`: two `Rc` or `Arc` that own each other.
//! - `helper_function.rs`: a function outside the body that leaks.
//! - `imported_forget.rs`: a bare `forget(..)` where the file, not the body, imports the function.
//! - `kept_for_ever.rs`: a value that is put into a list that nobody empties.
//!
//! A method of your own that is called `leak` or `into_raw` and takes no argument is refused as well, where only
//! the body is read: the type is not visible.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(leak, reason = "handed to the C library, which frees it"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Argument, Fact, Facts, Function, Item, Known, Method, What};
use crate::flow::{Traits, Use, is_format};

const FORGET: &str = "let it be dropped at the end of its scope, or end it earlier with `drop(..)`";
const LEAK: &str = "keep it in an `Arc`, which is freed with its last owner, or make it once in a `LazyLock`";
const RAW: &str = "keep the owner, and lend the pointer or handle from it: `as_ptr()`, `as_fd()`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let (written, help) = match &fact.what {
            What::Function(function) => match leaking_function(function) {
                Some(help) => (function.name.to_string(), help),
                None => continue,
            },
            What::Method(method) => match leaking_method(method) {
                Some(help) if !is_declared(facts, &method.name) => (format!(".{}()", method.name), help),
                _ => continue,
            },
            _ => continue,
        };
        let is_mended = || match help {
            LEAK => false,
            _ => takes_back(facts, fact) || is_taken_back_elsewhere(facts, fact) || is_own_guard(facts, fact),
        };
        if facts.is_in_body(fact) && !is_mended() {
            let message = format!("nothing here frees what `{written}` gives away");
            report.weigh(help == LEAK && is_for_ever(facts, fact), fact.place, message).help(help);
        }
    }
}

fn leaking_function(function: &Function) -> Option<&'static str> {
    let name = &function.name;
    let is_in = |types: &[&str]| types.iter().any(|ty| name.may_be_in(ty));
    // A method that takes `self` apart keeps its parts.
    let is_self =
        || matches!(function.literals.first().map(|it| &it.known), Some(Known::Path(path)) if path == "self");
    match name.last() {
        "forget" if is_in(&["std::mem"]) && !is_self() => Some(FORGET),
        "new" if is_in(&["std::mem::ManuallyDrop"]) && !is_self() => Some(FORGET),
        "leak" if is_in(&["std::boxed::Box", "std::vec::Vec", "std::string::String"]) => Some(LEAK),
        "into_raw" if is_in(&["std::boxed::Box", "std::sync::Arc", "std::rc::Rc", "std::ffi::CString"]) => {
            Some(RAW)
        }
        _ => None,
    }
}

fn leaking_method(method: &Method) -> Option<&'static str> {
    match (method.name.as_str(), method.arguments) {
        ("leak", 0) if !method.on_self => Some(LEAK),
        ("into_raw" | "into_raw_fd" | "into_raw_handle" | "into_raw_socket", 0) if !method.on_self => {
            Some(RAW)
        }
        _ => None,
    }
}

/// Whether certainly nobody gets the memory back: what is done with it is safe, and it is not kept for all calls to come.
fn is_for_ever(facts: &Facts, leak: &Fact) -> bool {
    let is_other = matches!(&leak.what, What::Method(method) if !is_on_text(facts, leak, method));
    if is_other || is_of_nothing(facts, leak) || looks_into_a_static(facts, leak) {
        return false;
    }
    facts.iter().filter(|fact| fact.context.function == leak.context.function).all(|fact| {
        let takes_it = |given: &[Argument]| given.iter().any(|argument| leak.place.is_within(argument.place));
        match &fact.what {
            What::Unsafe(_) | What::Item(Item::Static(_)) => false,
            What::Macro(found) => found.name.last() != "thread_local",
            What::Function(found) => {
                // `Some(..)`, `Id(..)`
                found.name.last().starts_with(|first: char| first.is_ascii_uppercase())
                    || !takes_it(&found.literals)
            }
            What::Method(found) => !(keeps(&found.name) && takes_it(&found.literals)),
            _ => true,
        }
    })
}

/// `String::from("a").leak()`, `format!("{a}").leak()`, `name.leak()` on a `String` of the signature.
fn is_on_text(facts: &Facts, leak: &Fact, method: &Method) -> bool {
    let begins = method.begins_with.as_ref();
    let is_made = |ty: &str| begins.is_some_and(|name| name.may_be_in(ty));
    let is_formatted = |receiver: Place| {
        facts.sites().any(|site| match &site.what {
            Use::Macro { name, .. } => {
                is_format(name.last()) && site.place.line_and_column() == receiver.line_and_column()
            }
            _ => false,
        })
    };
    is_made("std::string::String")
        || is_made("std::vec::Vec")
        || facts.sites().any(|site| match &site.what {
            Use::Method { name, receiver, .. } => {
                name == "leak"
                    && site.place.is_within(leak.place)
                    && (receiver.value.could(Traits::WRITTEN) || is_formatted(receiver.place))
            }
            _ => false,
        })
}

/// A function that begins with a look into a `static` keeps there what it leaks: `KNOWN.read()`.
fn looks_into_a_static(facts: &Facts, leak: &Fact) -> bool {
    let is_static = |names: &str| {
        names.chars().any(|c| c.is_ascii_uppercase())
            && names.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let looks = |method: &str| {
        ["read", "write", "lock", "get", "with", "borrow", "load", "entry"]
            .iter()
            .any(|start| method.starts_with(start))
    };
    facts.sites().any(|site| match &site.what {
        Use::Method { name, receiver, .. } => {
            looks(name)
                && is_static(&receiver.names)
                && facts.function_number_at(site.place) == leak.context.function
        }
        _ => false,
    })
}

/// `CELL.get_or_init(|| Box::leak(..))`
fn keeps(method: &str) -> bool {
    ["get_or", "or_insert", "call_once", "set", "store", "swap"].iter().any(|start| method.starts_with(start))
}

/// `Box::leak(Box::new(()))` takes no memory.
fn is_of_nothing(facts: &Facts, leak: &Fact) -> bool {
    facts.iter().filter(|fact| fact.context.function == leak.context.function).any(|fact| match &fact.what {
        What::Function(made) => {
            made.name.may_be_in("std::boxed::Box")
                && made.name.last() == "new"
                && matches!(made.literals.first().map(|it| &it.known), Some(Known::List(0)))
        }
        _ => false,
    })
}

/// Whether the same function makes an owner of such a pointer, or gets at what it has wrapped.
fn takes_back(facts: &Facts, leak: &Fact) -> bool {
    facts.iter().filter(|fact| fact.context.function == leak.context.function).any(|fact| match &fact.what {
        What::Function(function) => match function.name.last() {
            "into_inner" | "take" | "drop" => function.name.may_be_in("std::mem::ManuallyDrop"),
            "transmute_copy" | "read" => {
                function.name.may_be_in("std::mem") || function.name.may_be_in("std::ptr")
            }
            last => last.starts_with("from_raw"),
        },
        _ => false,
    })
}

/// Whether another function of the file makes an owner of such a pointer again, or gets at what such a field has wrapped.
fn is_taken_back_elsewhere(facts: &Facts, leak: &Fact) -> bool {
    let mut functions = facts.iter().filter_map(|fact| match &fact.what {
        What::Function(function) => Some((fact, function.name.parent(), function.name.last())),
        _ => None,
    });
    match &leak.what {
        What::Function(leaking) if leaking.name.last() == "into_raw" => {
            let owner = leaking.name.parent();
            functions.any(|(_, parent, last)| {
                parent == owner && matches!(last, "from_raw" | "decrement_strong_count")
            })
        }
        What::Function(leaking) if leaking.name.last() == "new" => functions.any(|(_, parent, last)| {
            parent == "ManuallyDrop" && matches!(last, "into_inner" | "take" | "drop")
        }),
        // Of what type that is nobody says: only what is there to free counts.
        What::Method(leaking) => functions.any(|(fact, _, last)| {
            last.strip_prefix("from") == leaking.name.strip_prefix("into")
                && facts.function(fact).is_some_and(|around| frees(&around.name))
        }),
        _ => false,
    }
}

fn frees(function: &str) -> bool {
    ["drop", "free", "release", "destroy", "dealloc", "close"].iter().any(|word| function.contains(word))
}

/// `struct Guard; impl Drop for Guard { .. } let guard = Guard; mem::forget(guard)`
fn is_own_guard(facts: &Facts, leak: &Fact) -> bool {
    let What::Function(function) = &leak.what else { return false };
    let Some(Known::Path(given)) = function.literals.first().map(|it| &it.known) else { return false };
    let around = facts.function_number_at(leak.place);
    let is_declared_here = |name: &str| {
        facts.iter().any(|fact| {
            matches!(&fact.what, What::Item(Item::Type(item)) if item.name == name)
                && facts.function_number_at(fact.place) == around
        })
    };
    let makes_it = |within: Place| {
        facts.sites().any(|site| {
            site.place.is_within(within)
                && match &site.what {
                    Use::Struct { name, .. } | Use::Function { name, .. } => {
                        is_declared_here(name.own_path().unwrap_or(name.last()))
                    }
                    _ => false,
                }
        })
    };
    facts.sites().any(|site| match &site.what {
        Use::Bound { name, value } => {
            name == given && facts.function_number_at(site.place) == around && makes_it(value.place)
        }
        _ => false,
    })
}

/// A type of the user's own may have a method of that name, which does something else.
fn is_declared(facts: &Facts, method: &str) -> bool {
    facts.functions().iter().any(|function| function.is_method && function.name == method)
}
