//! # P102: untyped_output
//!
//! Refuses an output of a type that says nothing of what it holds: `serde_json::Value`, a `Map` of them, `dyn Any`, and
//! whatever has one of them inside: `Option<Value>`, `HashMap<String, Value>`, a field of a `#[data]` type.
//!
//! ## Why
//!
//! What a database or another service answers is passed on as it is, with the fields that were added to it last month:
//! internal notes, a price that is not public, text that gives orders to the model. Nobody has decided that a caller may
//! read them, and no schema tells the caller what to expect.
//!
//! CWE-201 (insertion of sensitive information into sent data), CWE-213 (exposure of sensitive information due to
//! incompatible policies). OWASP MCP Top 10 (2025): MCP10, context injection and over-sharing.
//!
//! ## What kind of guarantee
//!
//! Sound: what is not `Disclose` does not leave the gate, and these types are not. In safe Rust there is no way round
//! it but an implementation of `Disclose` by hand, for a type of your own around such a value.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//! use serde_json::{Value, json};
//!
//! /// Finds an order.
//! #[capability(read)]
//! fn find_order(number: u32) -> Value {
//!     json!({ "number": number, "state": "sent", "margin": 0.31 })
//! }
//! ```
//!
//! ```text
//! error[E0277]: `Value` says nothing of what it holds, so it may not leave the gate
//!   |
//! 6 | fn find_order(number: u32) -> Value {
//!   |                               ^^^^^ callers would read whatever is in it
//!   |
//!   = note: help: put `#[data(output)]` on a struct or an enum of what callers need, and return that
//!   = note: see: cargo portcullis explain P102
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! #[data(output)]
//! struct Order {
//!     number: u32,
//!     state: State,
//! }
//!
//! #[data(output)]
//! enum State {
//!     Packed,
//!     Sent,
//! }
//!
//! /// Finds an order.
//! #[capability(read)]
//! fn find_order(number: u32) -> Order {
//!     let state = if number % 2 == 0 { State::Packed } else { State::Sent };
//!     Order { number, state }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! A `String` with JSON in it is a text. `Value`s of other crates, of YAML or TOML, are refused as well, as any type
//! is that is not `Disclose`, in other words and without this code. A type of yours may have more fields than callers
//! need.
//!
//! ## Making an exception
//!
//! There is none: `allow(untyped_output, …)` is refused. Name the fields that may leave.
