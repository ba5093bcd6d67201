//! # P707: broad_grant
//!
//! Advises against rights that nobody has thought about one by one: a principal of a `policy!` that may call each
//! of its capabilities, if there are three or more, or `everything`; the same with `Permits`; `"Action": "*"` that
//! is allowed; `verbs: ["*"]`; a row of stars in a policy of casbin; `GRANT ALL`.
//!
//! What is permitted `when` something holds, or `approved by` somebody, does not count.
//!
//! ## Why
//!
//! Whoever talks an agent into something gets what the agent may do. With every right, that is everything; and a
//! capability that is added tomorrow is permitted before anybody has thought about it.
//!
//! CWE-250 (execution with unnecessary privileges), CWE-269 (improper privilege management). OWASP Agentic Top 10
//! (2026): ASI03, identity and privilege abuse.
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
//! /// Says where an order is.
//! #[capability(read)]
//! fn order_status(order: u32) -> String {
//!     format!("order {order} is on its way")
//! }
//!
//! /// Pays an order back.
//! #[capability(write)]
//! fn refund(cents: u32) -> u32 {
//!     cents
//! }
//!
//! /// Changes an address.
//! #[capability(write)]
//! fn change_address(street: u32) -> u32 {
//!     street
//! }
//!
//! /// Who may call what.
//! fn policy() -> Policy {
//!     policy! {
//!         principal bot = plugin "assistant";
//!         permit bot on [order_status, refund, change_address];
//!     }
//! }
//! ```
//!
//! ```text
//! advice: `bot` may call each of the 3 capabilities
//!        help: name the capabilities that it needs, one `permit` for each task
//!        see: cargo portcullis explain P707
//!    |
//! 25 |         permit bot on [order_status, refund, change_address];
//!    |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Says where an order is.
//! #[capability(read)]
//! fn order_status(order: u32) -> String {
//!     format!("order {order} is on its way")
//! }
//!
//! /// Pays an order back.
//! #[capability(write)]
//! fn refund(cents: u32) -> u32 {
//!     cents
//! }
//!
//! /// Changes an address.
//! #[capability(write)]
//! fn change_address(street: u32) -> u32 {
//!     street
//! }
//!
//! /// Who may call what.
//! fn policy() -> Policy {
//!     policy! {
//!         principal bot = plugin "assistant";
//!         principal desk = plugin "desk";
//!         permit bot on order_status;
//!         permit desk on [refund, change_address];
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `collected.rs`: rights that are collected when the program runs.
//! - `own_authorizer.rs`: an authorizer of your own that permits one caller everything.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(broad_grant, reason = "one operator, on his own machine"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Entry, Fact, Facts, Holder, Known, Text, What};

const NAME_THEM: &str = "name the capabilities that it needs, one `permit` for each task";
const OF_OTHERS: &str = "name the rights that it needs, one by one";

/// Of fewer, to have all of them says nothing.
const FEW: usize = 3;

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let mut granted: Vec<Granted<'_>> = Vec::new();
    let mut allows = false;
    for fact in facts.iter() {
        match &fact.what {
            What::Grant(grant) if !grant.conditional => {
                let principals = grant.principals.join(", ");
                if grant.everything {
                    say(report, fact.place, format!("`{principals}` may call everything"), NAME_THEM);
                }
                for principal in &grant.principals {
                    let new = grant.capabilities.iter().map(|it| Granted {
                        policy: Ok(grant.policy),
                        principal,
                        capability: it,
                        known: grant.known,
                    });
                    granted.extend(new);
                    has_all(&granted, fact.place, report);
                }
            }
            // `Permits::none().permit(bot, refund)`
            What::Method(method) if method.name == "permit" => {
                if let [principal, capability] = method.literals.as_slice()
                    && let (Known::Path(principal), Known::Path(capability)) =
                        (&principal.known, &capability.known)
                {
                    let known =
                        facts.functions().iter().filter(|it| it.entry == Some(Entry::Capability)).count();
                    granted.push(Granted {
                        policy: Err(fact.context.function),
                        principal,
                        capability,
                        known,
                    });
                    has_all(&granted, fact.place, report);
                }
            }
            What::Text(text) => {
                if let Some(effect) = effect_of(text) {
                    allows = effect;
                } else if grants_all(text, allows) || is_row_of_stars(text, fact, facts) {
                    say(report, fact.place, "this grants every right at once".to_owned(), OF_OTHERS);
                }
            }
            _ => {}
        }
    }
}

/// One capability of one principal.
struct Granted<'a> {
    /// The policy, or the function in which permits are put together.
    policy: Result<usize, Option<usize>>,
    principal: &'a str,
    capability: &'a str,
    known: usize,
}

/// Whether the last grant is the one with which its principal has every capability that there is.
fn has_all(granted: &[Granted<'_>], place: Place, report: &mut Reporter<'_>) {
    let Some(last) = granted.last() else { return };
    let of_it = granted.iter().filter(|it| it.policy == last.policy && it.principal == last.principal);
    let mut capabilities: Vec<&str> = of_it.map(|it| it.capability).collect();
    capabilities.sort_unstable();
    capabilities.dedup();
    if last.known >= FEW && capabilities.len() >= last.known {
        let message = format!("`{}` may call each of the {} capabilities", last.principal, last.known);
        say(report, place, message, NAME_THEM);
    }
}

fn say(report: &mut Reporter<'_>, place: Place, message: String, help: &str) {
    report.advise(place, message).help(help);
}

/// `"Effect": "Allow"`
fn effect_of(text: &Text) -> Option<bool> {
    let bound = text.bound_to.as_ref()?;
    (bound.name == "Effect").then(|| text.text == "Allow")
}

/// `GRANT ALL ..`, `"Action": "*"` under `"Effect": "Allow"`, `verbs: vec!["*"]`.
fn grants_all(text: &Text, allows: bool) -> bool {
    match (text.text.as_str(), &text.bound_to) {
        ("*" | "*:*", Some(bound)) => match bound.by {
            Holder::Key => allows && matches!(bound.name.as_str(), "Action" | "NotAction"),
            Holder::Field => bound.name == "verbs",
            _ => false,
        },
        // portcullis: allow(broad_grant, reason = "this is what is looked for")
        (sql, _) => sql.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("grant all ")),
    }
}

/// `["agent", "*", "*"]` for a policy that is added to casbin.
fn is_row_of_stars(text: &Text, fact: &Fact, facts: &Facts) -> bool {
    text.text == "*"
        && text.bound_to.as_ref().is_some_and(|bound| bound.name == "*" && bound.by == Holder::Key)
        && facts.iter().any(|other| match &other.what {
            What::Method(method) => {
                method.name.starts_with("add_policy") && other.context.function == fact.context.function
            }
            _ => false,
        })
}
