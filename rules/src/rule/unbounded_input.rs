//! # P202: unbounded_input
//!
//! Refuses an input field or parameter whose size has no upper bound: `String`, `Vec`, `HashMap` and the like without
//! `#[validate(length(max = …))]`, a list with a bound whose elements have none, a type of yours without `#[data]`.
//!
//! ## Why
//!
//! The caller chooses the input, and a model can be talked into choosing a large one. With a bound on every field the
//! memory that one call can need is known when the program is compiled, and what is larger is refused before it is
//! parsed.
//!
//! CWE-770 (allocation of resources without limits), CWE-1284 (improper validation of a quantity in input). OWASP API
//! Security Top 10 (2023): API4, unrestricted resource consumption.
//!
//! ## What kind of guarantee
//!
//! Sound: what is not `Bounded` cannot be input, and `String`, `Vec` and maps are not. In safe Rust there is no way
//! round it but an implementation of `Bounded` by hand, which says a bound as well.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Counts the characters of a text.
//! #[capability(read)]
//! fn count(text: String) -> u64 {
//!     text.chars().count() as u64
//! }
//! ```
//!
//! ```text
//! error[E0277]: `String` has no upper bound, so it cannot be input
//!   |
//! 5 | fn count(text: String) -> u64 {
//!   |                ^^^^^^ nothing bounds the size of this type
//!   |
//!   = note: help: add `#[validate(length(max = …))]` to the field or parameter, use `BoundedString<N>`,
//!           `BoundedVec<T, N>` or `BoundedMap<K, V, N>`, or put `#[data]` on a type of your own
//!   = note: see: cargo portcullis explain P202
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Counts the characters of a text.
//! #[capability(read)]
//! fn count(#[validate(length(max = 10_000))] text: String) -> u64 {
//!     text.chars().count() as u64
//! }
//! ```
//!
//! ## What it cannot see
//!
//! A bound may be too large to be of use: `length(max = 4_000_000_000)` is one. `max_input` refuses more than 16 MiB.
//!
//! ## Making an exception
//!
//! There is none: `allow(unbounded_input, …)` is refused. Choose a large bound.
