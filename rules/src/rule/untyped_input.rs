//! # P201: untyped_input
//!
//! Refuses an input field or parameter of a type that says nothing of what it holds: `serde_json::Value`, a `Map` of them,
//! `dyn Any`, lists and maps of these, and bytes without a length, `Vec<u8>`.
//!
//! ## Why
//!
//! No schema tells a model what to send, and nothing is checked before the body runs: whatever it does not look at goes on
//! into a query, a file, a request, with fields that nobody thought of.
//!
//! CWE-20 (improper input validation), CWE-1287 (improper validation of specified type of input), CWE-915 (improperly
//! controlled modification of dynamically-determined object attributes). OWASP API Security Top 10 (2023): API3, broken
//! object property level authorization.
//!
//! ## What kind of guarantee
//!
//! Sound: what is not `Bounded` cannot be input, and these types are not, with `length(max = …)` neither. In safe Rust
//! there is no way round it but an implementation of `Bounded` by hand, for a type of your own around such a value.
//! Under another name, `Vec<u8>` and a list or map of values is told of as P202, which says what else is wrong with
//! it.
//!
//! ## Refused
//!
//! ```text,refused
//! use std::collections::HashMap;
//!
//! use portcullis::prelude::*;
//! use serde_json::Value;
//!
//! /// Changes a customer's settings.
//! #[capability(write)]
//! fn change(customer: u32, settings: HashMap<String, Value>) -> usize {
//!     let _ = customer;
//!     settings.len()
//! }
//! ```
//!
//! ```text
//! error[E0277]: `Value` says nothing of what it holds, so it cannot be input
//!   |
//! 8 | fn change(customer: u32, settings: HashMap<String, Value>) -> usize {
//!   |                                                    ^^^^^ callers could send anything here
//!   |
//!   = note: help: put `#[data(input)]` on a struct or an enum of what you expect, and take that
//!   = note: see: cargo portcullis explain P201
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! #[data(input)]
//! struct Settings {
//!     language: Option<Language>,
//!     newsletter: Option<bool>,
//! }
//!
//! #[data(input)]
//! enum Language {
//!     English,
//!     German,
//! }
//!
//! /// Changes a customer's settings.
//! #[capability(write)]
//! fn change(customer: u32, settings: Settings) -> bool {
//!     let _ = customer;
//!     settings.language.is_some() || settings.newsletter.is_some()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! A text may hold JSON, and a list of small numbers that says how many, `#[validate(length(max = …))] list: Vec<u8>`,
//! may be an image. `Value`s of other crates, of YAML or TOML, have no bound and are refused as P202.
//!
//! ## Making an exception
//!
//! There is none: `allow(untyped_input, …)` is refused. Say what you expect.
