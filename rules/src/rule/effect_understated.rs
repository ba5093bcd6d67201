//! # P711: effect_understated
//!
//! Refuses a capability that is granted an authority which can do more than the capability says: a `read` capability
//! with an authority that can write, or a `write` one with an authority that can destroy.
//!
//! ## Why
//!
//! Policies, approvals, clients and people all go by the effect. What says `read` is called without a question,
//! retried, and run by a model on its own; if it can write after all, each of these decisions was wrong.
//!
//! CWE-266 (incorrect privilege assignment), CWE-250 (execution with unnecessary privileges). OWASP MCP Top 10 (2025):
//! MCP02, privilege escalation via scope creep.
//!
//! ## What kind of guarantee
//!
//! Sound, as far as authorities tell the truth: each has an effect in its type, and the compiler compares it with the
//! capability's.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//! use portcullis::{Authority, Effect};
//!
//! #[derive(Clone)]
//! struct Outbox;
//!
//! impl Authority for Outbox {
//!     const EFFECT: Effect = Effect::Write;
//!     const KIND: &'static str = "queue";
//!
//!     fn describe(&self) -> String {
//!         "the outbox".into()
//!     }
//! }
//!
//! /// Says whether there is an outbox.
//! #[capability(read)]
//! fn has_outbox(#[grant] _outbox: Outbox) -> bool {
//!     true
//! }
//! ```
//!
//! ```text
//! error[E0080]: evaluation panicked: a `read` capability is granted an authority that can change things
//!               help: say `#[capability(write)]`, or take a read-only authority
//!               see: cargo portcullis explain P711
//!    |
//! 18 | fn has_outbox(#[grant] _outbox: Outbox) -> bool {
//!    |                                 ^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::{Authority, Effect};
//!
//! #[derive(Clone)]
//! struct Outbox;
//!
//! impl Authority for Outbox {
//!     const EFFECT: Effect = Effect::Write;
//!     const KIND: &'static str = "queue";
//!
//!     fn describe(&self) -> String {
//!         "the outbox".into()
//!     }
//! }
//!
//! /// Says whether there is an outbox.
//! #[capability(write)]
//! fn has_outbox(#[grant] _outbox: Outbox) -> bool {
//!     true
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `understated_authority.rs`: an authority of your own that says `Effect::Read` and writes.
//! - `shared_state.rs`: a `State<T>`, which counts as read, around a `T` that can reach outside.
//!
//! ## Making an exception
//!
//! There is none: `allow(effect_understated, …)` is refused. Say the effect that it has.
