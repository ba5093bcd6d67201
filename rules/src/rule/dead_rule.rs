//! # P704: dead_rule
//!
//! Refuses a rule of a `policy!` that decides nothing: a condition that no call fulfils, a permit that is forbidden
//! wherever it applies, a permit without which everybody may do the same.
//!
//! ## Why
//!
//! It is there because somebody meant something by it, and it does not say that. A `forbid` whose condition contradicts
//! itself protects nothing; a permit that another one makes superfluous goes on to permit when that is taken away.
//!
//! CWE-863 (incorrect authorization), CWE-561 (dead code), CWE-570 (expression is always false). OWASP MCP Top 10 (2025):
//! MCP07, insufficient authentication and authorization.
//!
//! ## What kind of guarantee
//!
//! Sound: every combination of principals, capabilities and regions of values is looked at, so nothing is said of a rule
//! that decides for somebody about some input. A `forbid` that another one makes superfluous is let through: it is said for
//! defence. Fields are taken to compare as numbers, texts and enums do.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Pays a customer back.
//! #[capability(read)]
//! fn refund(amount: u32) -> u32 {
//!     amount
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         principal operator = local;
//!         principal pricing = plugin "pricing";
//!         role staff = [operator, pricing];
//!         permit operator on refund when input.amount <= 200;
//!         permit staff on refund when input.amount <= 5_000;
//!         forbid pricing on refund when input.amount < 100 && input.amount > 200;
//!     }
//! }
//! ```
//!
//! ```text
//! error: this permit never decides: line 15 says `permit staff on refund when input.amount <= 5_000`
//!        help: what it permits is permitted without it: remove it, or narrow the other one
//!        see: cargo portcullis explain P704
//!    |
//! 14 |         permit operator on refund when input.amount <= 200;
//!    |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! error: no call fulfils `input.amount < 100 && input.amount > 200`
//!        help: correct the condition, or remove the rule: a forbid that never applies forbids nothing
//!        see: cargo portcullis explain P704
//!    |
//! 16 |         forbid pricing on refund when input.amount < 100 && input.amount > 200;
//!    |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Pays a customer back.
//! #[capability(read)]
//! fn refund(amount: u32) -> u32 {
//!     amount
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         principal operator = local;
//!         principal pricing = plugin "pricing";
//!         permit operator on refund when input.amount <= 5_000;
//!         permit pricing on refund when input.amount <= 200;
//!         forbid pricing on refund when input.amount < 100;
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! What the constants of your program are: `MOST` and `LEAST` may be anything, of one order or of none, so only what
//! holds for all of that is said. What a type cannot hold, as a `u32` nothing below 0. A part of a condition that does
//! nothing, as long as the rest does. Rules that compare so many fields that not all cases can be looked at. Of a rule
//! that another message is about, no more is said until that is mended.
//!
//! ## Making an exception
//!
//! There is none: remove the rule, or correct it.
