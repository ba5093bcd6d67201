//! # 7. Policy
//!
//! Who may call what. Without an answer it is no. [`Permits`](crate::Permits) is a list of who may call what; [`policy!`](macro@crate::policy)
//! is a language with roles, conditions on arguments, approvals, and expectations that are decided while compiling.
//!
//! ```
//! use portcullis::policy::Decision;
//! use portcullis::prelude::*;
//! use portcullis::{CapabilityId, testing};
//!
//! /// Says where an order is.
//! #[capability(read)]
//! fn order_status(order: u32) -> String {
//!     format!("order {order} is on its way")
//! }
//!
//! /// A refund that is asked for.
//! #[data]
//! struct Refund {
//!     order: u32,
//!     #[validate(range(min = 1, max = 100_000))]
//!     cents: u32,
//! }
//!
//! /// Pays an order back.
//! #[capability(write)]
//! fn refund(#[input] refund: Refund) -> u32 {
//!     refund.cents
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         trust domain "example.com";
//!
//!         principal operator   = local;
//!         principal pricing    = plugin "pricing";
//!         principal gateway    = "spiffe://example.com/agent/gateway/prod";
//!         principal supervisor = approver "supervisor";
//!         role agents = [pricing, gateway];
//!
//!         permit operator on [order_status, refund];
//!         permit agents on order_status;
//!         permit gateway on refund when input.cents <= 2_000;
//!         permit gateway on refund when input.cents <= 50_000 approved by supervisor;
//!         forbid pricing on refund;
//!
//!         expect permit agents on order_status;
//!         expect permit gateway on refund with { cents: 2_000 };
//!         expect forbid gateway on refund with { cents: 50_001 };
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let policy = who_may_call_what();
//!     let gateway = testing::spiffe("spiffe://example.com/agent/gateway/prod")?;
//!     let of = |cents| {
//!         testing::decide(&policy, &gateway, CapabilityId::of(refund), &Refund { order: 7, cents })
//!     };
//!     assert_eq!(of(2_000), Ok(Decision::Permit));
//!     assert_eq!(of(2_001), Ok(Decision::WithApproval));
//!     assert_eq!(of(50_001), Ok(Decision::Forbid));
//!
//!     // For the operator: which lines decide.
//!     let why = policy.explain(&testing::plugin("pricing"), refund);
//!     assert_eq!(why.rules[0].text, "forbid pricing on refund");
//!     Ok(())
//! }
//! ```
//!
//! A gate takes it as `.authorizer(who_may_call_what())`, and is not built if it asks for an approver that the builder was not given.
//!
//! ## How it decides
//!
//! - What no `permit` is about is refused. A `forbid` wins over every `permit`. The order of rules does not matter.
//! - A caller who is none of the principals may call nothing. `anyone` is every principal that is named.
//! - Identities are compared whole: no wildcard and no prefix, in any place. (`ui-tests/fail/wildcard_trust/in_an_id.rs`)
//! - A condition compares `input.…` and `caller.…` with constants, once the input is decoded and valid. One that panics is a no.
//! - A permit without an approval goes before one with it. Nobody approves a call of his own, and a policy under which he could does not
//!   compile. (`ui-tests/fail/self_approval/by_name.rs`)
//!
//! ## What rustc holds
//!
//! Capabilities are the functions' own paths and fields have the types of their input, so a renamed function and a misspelt field are
//! rustc's own errors (`ui-tests/fail/policy/fields.rs`). A policy cannot speak of what does not exist, as a string in a
//! configuration can.
//!
//! An `expect` is decided for *every* input that it is about, and with caution: an error says for which input it fails, and by which line.
//! This one does not compile,
//! since nothing says how much is too much (`ui-tests/fail/policy/expectations.rs`):
//!
//! ```compile_fail
//! use portcullis::prelude::*;
//!
//! /// Pays an order back.
//! #[capability(write)]
//! fn refund(cents: u32) -> u32 {
//!     cents
//! }
//!
//! fn who_may_call_what() -> Policy {
//!     policy! {
//!         principal operator = local;
//!         permit operator on refund;
//!         expect forbid operator on refund with { cents: 50_001 };
//!     }
//! }
//! ```
//!
//! ## A caller
//!
//! A [`Caller`](crate::Caller) is an identity that was verified by whoever made it. There is no way to one from a string, and today
//! [`Caller::local`](crate::Caller::local), the owner of the process, is the only one outside of tests: no transport verifies
//! plugins or SPIFFE IDs yet.
//!
//! ## An engine of your own
//!
//! Implement [`Authorizer`](crate::policy::Authorizer). It is asked on the caller's runtime and must not block. What panics or is
//! away is a no.
//!
//! Next: [plugins](super::_08_plugins).
