//! # P507: unbounded_recursion
//!
//! Refuses a function that calls itself where nothing counts how deep: no parameter is lowered (`depth - 1`,
//! `checked_sub(1)`), and none that grows is compared with a bound.
//!
//! `cargo portcullis check` mentions functions that call each other in a circle, and the compiler lets them pass: of
//! seven circles that were read, four were ended by a state that is not in sight. So it does with a call that is what a
//! macro of your own is given, which may put something in front of the name.
//!
//! ## Why
//!
//! A stack has a few megabytes, and at its end the whole process ends: no guard can catch that. Data that is nested a
//! hundred thousand times is a few hundred kilobytes to send, and a link that leads to itself needs no data at all.
//!
//! CWE-674 (uncontrolled recursion), CWE-400 (uncontrolled resource consumption). OWASP Agentic Top 10 (2026): ASI08,
//! cascading failures.
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
//! /// Counts the brackets of a text.
//! #[capability(read)]
//! fn brackets(#[validate(length(max = 100000))] text: String) -> u64 {
//!     fn count(text: &str) -> u64 {
//!         match text.split_once('(') {
//!             Some((_, rest)) => count(rest).saturating_add(1),
//!             None => 0,
//!         }
//!     }
//!     count(&text)
//! }
//! ```
//!
//! ```text
//! error: `count` calls itself as often as the data says
//!        help: hand on a depth that falls (`depth.checked_sub(1)`), or keep what is left to do in a `Vec` of your own
//!        see: cargo portcullis explain P507
//!   |
//! 8 |             Some((_, rest)) => count(rest).saturating_add(1),
//!   |                                ^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Counts the brackets of a text.
//! #[capability(read)]
//! fn brackets(#[validate(length(max = 100000))] text: String) -> u64 {
//!     let mut count = 0_u64;
//!     let mut rest = text.as_str();
//!     while let Some((_, behind)) = rest.split_once('(') {
//!         count = count.saturating_add(1);
//!         rest = behind;
//!     }
//!     count
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `counts_only.rs`: a number that falls, and that nobody looks at.
//! - `helper_function.rs`: a function outside the body that calls itself.
//! - `through_a_value.rs`: a function that is called through a variable or a trait.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(unbounded_recursion, reason = "a tree of ours, four levels deep"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use std::cell::LazyCell;
use std::collections::HashSet;

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Fact, Facts, FunctionItem, Item, Known, Shape, TypeItem, What};
use crate::flow::{Operator, Site, Use};

const HELP: &str =
    "hand on a depth that falls (`depth.checked_sub(1)`), or keep what is left to do in a `Vec` of your own";

/// Words for how deep something is, or may yet go.
const DEPTHS: [&str; 14] = [
    "depth",
    "level",
    "fuel",
    "hops",
    "remaining",
    "budget",
    "ttl",
    "recursion",
    "nesting",
    "left",
    "limit",
    "steps",
    "attempts",
    "retries",
];

/// One function that calls another one of the same reading.
struct Call {
    from: usize,
    to: usize,
    place: Place,
    annotated: bool,
}

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let bound = LazyCell::new(|| {
        let variables = facts.iter().filter_map(|fact| match &fact.what {
            What::Variable(variable) => Some((fact.context.function?, variable.name.as_str())),
            _ => None,
        });
        variables.collect::<HashSet<_>>()
    });
    let is_bound = |function: usize, name: &str| bound.contains(&(function, name));
    let mut calls: Vec<Call> = facts.iter().filter_map(|fact| call(facts, fact, &is_bound)).collect();
    calls.extend(calls_of_kin(facts));
    if calls.is_empty() {
        return;
    }
    let mut reported = Vec::new();
    for index in 0..calls.len() {
        let Some(one) = calls.get(index) else { continue };
        let cycle = way_back(&calls, one.to, one.from);
        if cycle.is_empty() || reported.iter().any(|at| cycle.contains(at)) {
            continue;
        }
        if cycle.iter().any(|at| facts.functions().get(*at).is_some_and(|it| counts_its_depth(facts, it))) {
            continue;
        }
        let name = facts.functions().get(one.from).map_or("", |function| function.name.as_str());
        let message = match one.to == one.from {
            true => format!("`{name}` calls itself as often as the data says"),
            false => format!("`{name}` comes back to itself as often as the data says"),
        };
        // Elsewhere one of several functions on the way often ends it, by a state that is not in sight here.
        report.weigh(one.annotated && one.to == one.from, one.place, message).help(HELP);
        reported.extend(cycle);
    }
}

/// `is_bound` says whether a function calls a variable so.
fn call(facts: &Facts, fact: &Fact, is_bound: &dyn Fn(usize, &str) -> bool) -> Option<Call> {
    let to = facts.callee(fact)?;
    let from = fact.context.function?;
    let name = &facts.functions().get(to)?.name;
    // A closure of that name hides the function.
    let hidden = is_bound(from, name);
    let is_another = from == to && (hands_on(facts, fact, from) || is_converted(name));
    if matches!(&fact.what, What::Function(function) if function.arguments.is_none())
        && !is_given(facts, fact)
    {
        return None;
    }
    let is_certain = fact.context.annotated && !is_in_macro(facts, fact);
    (!hidden && !is_another).then_some(Call { from, to, place: fact.place, annotated: is_certain })
}

/// `Self::from(list)` in a `from` of something else: a type has many of them.
fn is_converted(function: &str) -> bool {
    matches!(function, "from" | "try_from" | "into" | "from_iter" | "extend" | "eq" | "partial_cmp")
}

/// `children.map(depth)` calls it; `depth as *const c_void` only names it.
fn is_given(facts: &Facts, fact: &Fact) -> bool {
    facts.iter().any(|other| {
        let arguments = match &other.what {
            What::Method(method) => &method.literals,
            What::Function(function) => &function.literals,
            _ => return false,
        };
        arguments.iter().any(|argument| argument.place.is_within(fact.place))
    })
}

/// `syscall!(poll(..))`: a macro of the user's own may put something in front of the name.
fn is_in_macro(facts: &Facts, fact: &Fact) -> bool {
    facts.iter().any(|other| match &other.what {
        What::Macro(invoked) => {
            !invoked.name.standard_macro().is_some_and(|name| PLAIN_MACROS.contains(&name))
                && invoked
                    .literals
                    .iter()
                    .any(|argument| argument.place.line_and_column() == fact.place.line_and_column())
        }
        _ => false,
    })
}

/// Macros that only take what their arguments give.
const PLAIN_MACROS: [&str; 14] = [
    "vec",
    "format",
    "print",
    "println",
    "eprint",
    "eprintln",
    "write",
    "writeln",
    "assert",
    "assert_eq",
    "assert_ne",
    "matches",
    "dbg",
    "panic",
];

/// Methods that the parts of any type have: `component.fmt(f)` in `Item::fmt`.
fn is_of_every_type(method: &str) -> bool {
    matches!(
        method,
        "fmt" | "hash" | "eq" | "cmp" | "clone" | "to_string" | "to_tokens" | "serialize" | "drop"
    )
}

/// Whether it is given what the function was given, and nothing else: such a call would never end, so another function of
/// that name is meant, of another trait.
fn hands_on(facts: &Facts, fact: &Fact, function: usize) -> bool {
    let (arguments, given) = match &fact.what {
        What::Method(method) => (method.arguments, &method.literals),
        // `Model::open(self, request)` in an `open` of a trait
        What::Function(function) if function.name.own_path().is_some_and(|path| path.contains("::")) => {
            (function.arguments.unwrap_or(usize::MAX), &function.literals)
        }
        _ => return false,
    };
    let is_parameter = |name: &str| {
        facts.iter().any(|other| match &other.what {
            What::Variable(variable) => {
                variable.is_parameter && variable.name == name && other.context.function == Some(function)
            }
            _ => false,
        })
    };
    given.len() == arguments
        && given
            .iter()
            .all(|one| matches!(&one.known, Known::Path(name) if name == "self" || is_parameter(name)))
}

/// `child.find(name)` in `Node::find`, of a `Node` that holds nodes.
fn calls_of_kin(facts: &Facts) -> Vec<Call> {
    let types = facts.iter().filter_map(|fact| match &fact.what {
        What::Item(Item::Type(item)) => Some(item),
        _ => None,
    });
    let types: Vec<_> = types.collect();
    let holder = |ty: &str| {
        let holds_itself = |item: &&&TypeItem| item.fields.iter().any(|field| has_word(&field.ty, ty));
        types.iter().filter(|item| item.name == ty).find(holds_itself).map(|item| item.shape)
    };
    let mut calls = Vec::new();
    let methods = facts.functions().iter().enumerate().filter(|(_, it)| it.is_method);
    for (at, function) in methods.filter(|(_, it)| !is_of_every_type(&it.name)) {
        let ty = function.path.rsplit("::").nth(1).unwrap_or_default();
        let Some(shape) = holder(ty) else { continue };
        let before = calls.len();
        for site in facts.sites() {
            if let Use::Method { name, receiver, .. } = &site.what
                && *name == function.name
                && is_variable(&receiver.names)
                && is_within(function, site.place)
            {
                calls.push(Call { from: at, to: at, place: site.place, annotated: site.annotated });
            }
        }
        // One variant alone may hold something else that has a method of that name.
        if shape == Shape::Enum && calls.len() == before + 1 {
            calls.truncate(before);
        }
    }
    calls
}

/// `Vec<Node>`; `other::Node` is another type.
fn has_word(ty: &str, word: &str) -> bool {
    let is_it = |at: usize, part: &str| part == word && !ty.get(..at).unwrap_or_default().ends_with("::");
    let mut at = 0;
    ty.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| {
        let begin = at;
        at += part.len() + 1;
        is_it(begin, part) || part == "Self"
    })
}

fn is_variable(names: &str) -> bool {
    !names.is_empty() && names != "self" && !names.contains('.')
}

/// The functions on a way from one to another, both with it; none if there is no way.
fn way_back(calls: &[Call], from: usize, to: usize) -> Vec<usize> {
    let mut way = vec![from];
    let mut seen = vec![from];
    while let Some(&here) = way.last() {
        if here == to {
            return way;
        }
        match calls.iter().find(|call| call.from == here && !seen.contains(&call.to)) {
            Some(call) => {
                seen.push(call.to);
                way.push(call.to);
            }
            None => {
                way.pop();
            }
        }
    }
    Vec::new()
}

/// Whether something falls in it, or what grows is compared.
fn counts_its_depth(facts: &Facts, function: &FunctionItem) -> bool {
    let parameters: Vec<&str> = facts
        .iter()
        .filter_map(|fact| match &fact.what {
            What::Variable(variable) if variable.is_parameter && is_within(function, fact.place) => {
                is_number(variable.ty.as_deref()?).then_some(variable.name.as_str())
            }
            _ => None,
        })
        .collect();
    let counts = |names: &str| {
        let last = names.rsplit('.').next().unwrap_or_default();
        parameters.contains(&last) || last.split('_').any(|word| DEPTHS.contains(&word))
    };
    let says_so = |site: &Site| match &site.what {
        Use::Operator { operator: Operator::Subtract, operands } => {
            operands.first().is_some_and(|one| counts(&one.names))
        }
        Use::Operator { operator: Operator::Order | Operator::Equal, operands } => {
            operands.iter().any(|one| counts(&one.names))
        }
        Use::Method { name, receiver, .. } => {
            matches!(name.as_str(), "checked_sub" | "saturating_sub" | "checked_add" | "cmp")
                && counts(&receiver.names)
        }
        _ => false,
    };
    facts.sites().any(|site| says_so(site) && is_within(function, site.place))
}

fn is_number(ty: &str) -> bool {
    matches!(
        ty,
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" | "u128" | "i128"
    )
}

fn is_within(function: &FunctionItem, place: Place) -> bool {
    let (at, end) = (place.line_and_column(), function.extent.end.end());
    function.extent.line_and_column() <= at && at < (end.line, end.column)
}
