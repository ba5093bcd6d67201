//! # P705: unknown_name
//!
//! Refuses names in a `policy!` that nothing has: a principal or role that is not declared, and a trust domain that is
//! neither the policy's own nor federated. A capability that does not exist is rustc's own error, since capabilities
//! are written as the paths of their functions.
//!
//! ## Why
//!
//! A rule about nobody does nothing, and a misspelt `forbid` forbids nothing. Policies in texts and tables keep such
//! rules for years, since nothing complains; here the compiler does.
//!
//! CWE-863 (incorrect authorization), CWE-561 (dead code). OWASP MCP Top 10 (2025): MCP07, insufficient authentication
//! and authorization.
//!
//! ## What kind of guarantee
//!
//! Sound: every name of a policy is resolved while compiling, or it does not compile.
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
//!         permit operator on refund;
//!         forbid prising on refund;
//!     }
//! }
//! ```
//!
//! ```text
//! error: there is no principal or role `prising` in this policy
//!        help: did you mean `pricing`? the principals and roles are `operator`, `pricing`, `anyone`
//!        see: cargo portcullis explain P705
//!    |
//! 14 |         forbid prising on refund;
//!    |                ^^^^^^^
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
//!         permit operator on refund;
//!         forbid pricing on refund;
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! Whether a plugin or a workload of that name will ever call.
//!
//! ## Making an exception
//!
//! There is none: declare the name, or correct it.
