//! # P709: self_approval
//!
//! Refuses a rule of a `policy!` under which somebody could approve a call of his own: `approved by` a principal for whom
//! the same rule is.
//!
//! ## Why
//!
//! An approval is worth something because a second person looks. Where the one who wants the call may also agree to
//! it, whoever talks him into the call has talked him into the approval as well, and the record shows two signatures where
//! there was one decision.
//!
//! CWE-654 (reliance on a single factor in a security decision), CWE-284 (improper access control). OWASP MCP Top 10
//! (2025): MCP02, privilege escalation via scope creep.
//!
//! ## What kind of guarantee
//!
//! Sound: principals are compared by identity, through roles and `anyone`, and conditions on the caller are analysed. The
//! gate itself never asks the caller of a call, whatever a policy says.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Pays a customer back.
//! #[capability(write)]
//! fn refund(amount: u32) -> u32 {
//!     amount
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         principal operator = local;
//!         principal supervisor = approver "supervisor";
//!         role staff = [operator, supervisor];
//!         permit staff on refund approved by supervisor;
//!     }
//! }
//! ```
//!
//! ```text
//! error: `supervisor` may make this call, and is to approve it
//!        help: permit it to somebody else, or let somebody else approve it
//!        see: cargo portcullis explain P709
//!    |
//! 14 |         permit staff on refund approved by supervisor;
//!    |                                            ^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Pays a customer back.
//! #[capability(write)]
//! fn refund(amount: u32) -> u32 {
//!     amount
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         principal operator = local;
//!         principal supervisor = approver "supervisor";
//!         principal owner = approver "owner";
//!         permit operator on refund approved by supervisor;
//!         permit supervisor on refund approved by owner;
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! That two principals are one person, or that the program which approves for `supervisor` does what the caller tells it.
//!
//! ## Making an exception
//!
//! There is none: name somebody else. The user of a local client can approve the calls of that client, where the gate's
//! owner declares the client trusted; the ledger says so with each answer.
