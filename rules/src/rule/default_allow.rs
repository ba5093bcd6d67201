//! # P703: default_allow
//!
//! Refuses a `policy!` that permits by default: a rule on everything (`*`, `everything`, `anything`), and rules for
//! `anyone` that together permit all capabilities of which the policy speaks, so that only what a `forbid` names is
//! refused.
//!
//! ## Why
//!
//! A list of what is forbidden is complete on the day on which it is written. The capability that is added next year
//! is on none, and everybody may call it. What nobody has thought of must be refused.
//!
//! CWE-276 (incorrect default permissions), CWE-1220 (insufficient granularity of access control). OWASP MCP Top 10
//! (2025): MCP02, privilege escalation via scope creep.
//!
//! ## What kind of guarantee
//!
//! Sound: what no `permit` names is refused, and no `permit` can name what it does not know. Conditions are analysed,
//! so permits for `anyone` that only together cover every input count as well. It takes more than one capability to
//! speak of all.
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
//!         permit anyone on [find_orders, refund];
//!         forbid pricing on refund;
//!     }
//! }
//! ```
//!
//! ```text
//! error: anyone may call all that this policy speaks of, and only what is forbidden is refused
//!        help: permit each capability to those who need it, by principal or role
//!        see: cargo portcullis explain P703
//!    |
//! 19 |         permit anyone on [find_orders, refund];
//!    |                ^^^^^^
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
//!         permit anyone on find_orders;
//!         permit operator on refund;
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! A role with every principal in it that is permitted every capability: that is named, principal by principal, and
//! taken at its word. And an `Authorizer` of your own that answers yes.
//!
//! ## Making an exception
//!
//! There is none: say who may call what.
