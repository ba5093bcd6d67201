//! # P702: wildcard_trust
//!
//! Refuses identities in a `policy!` that stand for more than one caller: a `*` anywhere in an identity or a trust
//! domain, an empty trust domain, and a SPIFFE ID that ends in `/`, as one does that is meant as a beginning.
//!
//! ## Why
//!
//! Whoever can register a workload, a plugin or a subdomain with a name of his choice chooses it so that the pattern
//! matches. A beginning matches more than it seems to: that of `example.com/agent` is also that of
//! `example.com/agent-of-mallory`.
//!
//! CWE-1289 (improper validation of unsafe equivalence in input), CWE-284 (improper access control). OWASP MCP Top 10
//! (2025): MCP07, insufficient authentication and authorization.
//!
//! ## What kind of guarantee
//!
//! Sound: the language has no pattern. Identities are compared whole, as numbers, and what would have to be a pattern
//! does not compile.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Finds a customer's orders.
//! #[capability(read)]
//! fn find_orders(customer: u32) -> u32 {
//!     customer
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         trust domain "example.com";
//!         principal agents = "spiffe://example.com/agent/*";
//!         permit agents on find_orders;
//!     }
//! }
//! ```
//!
//! ```text
//! error: identities are compared whole, and a wildcard would trust those that nobody named
//!        help: name each identity that is trusted, and put them into a role
//!        see: cargo portcullis explain P702
//!    |
//! 12 |         principal agents = "spiffe://example.com/agent/*";
//!    |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Finds a customer's orders.
//! #[capability(read)]
//! fn find_orders(customer: u32) -> u32 {
//!     customer
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         trust domain "example.com";
//!         principal orders = "spiffe://example.com/agent/orders/prod";
//!         principal billing = "spiffe://example.com/agent/billing/prod";
//!         role agents = [orders, billing];
//!         permit agents on find_orders;
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! Who is given an identity: one ID that a mesh gives to every workload is as good as a wildcard. And an `Authorizer`
//! of your own compares as it likes.
//!
//! ## Making an exception
//!
//! There is none: name the identities.
