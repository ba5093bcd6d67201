//! # P701: dynamic_capability
//!
//! Refuses a call of a capability or a tool whose name comes from outside or is put together when the program runs:
//! the first argument of `call_json` and `call_json_with` of a gate, the `name` of the `CallToolRequestParam` that
//! an MCP client sends, the name given to a set of tools, and one that is put together and looked up in a table of
//! handlers or tools.
//!
//! A literal, a constant, and what was matched against fixed names or parsed into an enum are fine.
//!
//! ## Why
//!
//! Which tool is called is the decision that a policy, a reviewer and a test look at. Where a message decides it,
//! whoever writes the message picks the tool: a web page that a model has read is enough. Nobody can say any more
//! what the program calls.
//!
//! CWE-470 (use of externally-controlled input to select classes or code), CWE-913 (improper control of
//! dynamically-managed code resources). OWASP Agentic Top 10 (2026): ASI02, tool misuse and exploitation.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Asks another gate.
//! #[capability(read)]
//! async fn forward(
//!     #[grant] gate: State<Gate>,
//!     #[validate(length(max = 40))] subject: String,
//! ) -> Result<u32, Internal> {
//!     let name = format!("{subject}_status");
//!     let answer = gate.call_json(&name, &Caller::local(), "{}").await?;
//!     Ok(answer.len() as u32)
//! }
//! ```
//!
//! ```text
//! error: which capability is called here is decided by data
//!        help: parse it into an enum of the names that are meant, and `match` that
//!        see: cargo portcullis explain P701
//!    |
//! 11 |     let answer = gate.call_json(&name, &Caller::local(), "{}").await?;
//!    |                                 ^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Asks another gate.
//! #[capability(read)]
//! async fn forward(
//!     #[grant] gate: State<Gate>,
//!     #[validate(length(max = 40))] subject: String,
//! ) -> Result<u32, Internal> {
//!     let name = match subject.as_str() {
//!         "order" => "order_status",
//!         "parcel" => "parcel_status",
//!         _ => return Ok(0),
//!     };
//!     let answer = gate.call_json(name, &Caller::local(), "{}").await?;
//!     Ok(answer.len() as u32)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that makes the name, or calls.
//! - `table_of_handlers.rs`: a function that is looked up in a table by a name that is given as it is.
//!
//! A server that hands a client's own choice to its gate does what this rule refuses, and is right: there the gate
//! decides. It needs an exception.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(dynamic_capability, reason = "the gate itself decides, this only speaks its
//! protocol"))]`. The reason has at least 15 characters, and stands with the capability in the gate and in its
//! ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use};

const HELP: &str = "parse it into an enum of the names that are meant, and `match` that";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        if let Some(name) = called_by_name(site)
            && is_computed(name)
        {
            let message = "which capability is called here is decided by data".to_owned();
            report.deny(name.place, message).help(HELP);
        }
    }
}

/// The name, where a site calls a capability or a tool by it.
fn called_by_name(site: &Site) -> Option<&Argument> {
    match &site.what {
        Use::Method { name, receiver, arguments } => match (name.as_str(), arguments.len()) {
            ("call_json", 3) | ("call_json_with", 4) => arguments.first(),
            // rig, swarms, langchain
            ("call" | "invoke" | "execute", 2)
                if receiver.is_named_like(&["tools", "toolset", "toolbox"]) =>
            {
                arguments.first()
            }
            ("get", 1) if receiver.is_named_like(&["handlers", "tools", "capabilities"]) => {
                arguments.first().filter(|name| name.value.traits.has(Traits::BUILT))
            }
            _ => None,
        },
        Use::Struct { name, fields } => match name.last() {
            "CallToolRequestParam" | "CallToolRequestParams" => {
                fields.iter().find(|(field, _)| field == "name").map(|(_, value)| value)
            }
            _ => None,
        },
        Use::Function { name, arguments } if name.last() == "new" => {
            let qualified = name.to_string();
            let of = qualified.rsplit("::").nth(1)?;
            matches!(of, "CallToolRequestParam" | "CallToolRequestParams").then(|| arguments.first())?
        }
        _ => None,
    }
}

/// What was compared with fixed names, or parsed into an enum, can no longer be anything else.
fn is_computed(name: &Argument) -> bool {
    let value = &name.value;
    !value.is_constant() && (value.could(Traits::CODE) || value.traits.has(Traits::BUILT))
}
