//! Unsafe agent code does not compile; what compiles is guarded.
//!
//! Annotate a function with [`#[capability]`](macro@capability), put it behind a [`Gate`], and every call of it is
//! recorded, measured, authorized, rate-limited, decoded strictly, validated, run apart from its caller with
//! a deadline that holds, and answered within bounds.
//!
//! ```
//! use portcullis::prelude::*;
//!
//! /// Adds two numbers.
//! #[capability(read)]
//! fn add(a: i32, b: i32) -> i64 {
//!     i64::from(a) + i64::from(b)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let gate = Gate::builder()
//!     .capability(add)
//!     .authorizer(Permits::none().permit(Caller::local(), add))
//!     .ledger(Memory::new())
//!     .build()?;
//!
//! let refused = gate.call_json("add", &Caller::local(), r#"{"a": 2, "c": 3}"#).await.unwrap_err();
//! assert_eq!(refused.code(), portcullis::Code::MalformedInput);
//! # Ok(())
//! # }
//! ```
//!
//! **Begin with the [guide]**: twelve short chapters, from a [first capability](guide::_01_first_capability) by way of
//! [inputs](guide::_02_inputs), [effects](guide::_04_effects) and [policy](guide::_07_policy) to
//! [what is sound and what is lint](guide::_12_what_is_sound). Then look things up:
//!
//! | module | about |
//! |---|---|
//! | [`policy`](mod@policy), [`policy!`](macro@policy) | who may call what |
//! | [`authority`] | what a body may touch: folders, programs, state, time |
//! | [`prompt`](mod@prompt), [`prompt!`](macro@prompt) | instructions that are fixed while compiling, and data apart from them |
//! | [`ready`] | types for what is always got wrong: addresses, dates, money |
//! | [`secret`] | keys that are wiped, looked for in what leaves, and rotate |
//! | [`approval`] | calls that somebody else must agree to |
//! | [`idempotency`] | effects that happen once for a key |
//! | [`plugin`] | capabilities that come and go together |
//! | [`ledger`] | what is recorded, and read back |
//!
//! | feature | adds |
//! |---|---|
//! | `testing` | the module `testing`: gates, callers, clocks and attacks for tests; for dev-dependencies alone |
//! | `testing-ui` | `testing::ui`: what must not compile in a crate of yours |
//! | `uuid` | `ready::Uuid` |
//!
//! None is on by default. `portcullis-mcp` serves a gate, `portcullis-http` reaches hosts.

#![cfg_attr(docsrs, feature(doc_cfg))]

// The expansions name `::portcullis`, in this crate's own tests as well.
#[allow(unused_extern_crates)]
extern crate self as portcullis;

// For readers alone: no build compiles it, and its examples are tests.
#[cfg(any(doc, doctest))]
pub mod guide;

pub mod approval;
mod gate;
pub mod idempotency;

pub mod call;
mod caller;
mod capability;
mod failure;
mod refusal;

pub mod authority;
pub mod bound;
pub mod clock;
mod disclose;
pub mod ledger;
mod personal;
pub mod plugin;
pub mod policy;
pub mod prompt;
pub mod ready;
pub mod secret;
mod surface;
mod untyped;

mod body_pool;
mod guard;
mod json;
mod private_file;
#[doc(hidden)]
pub mod schema;

#[cfg(feature = "testing")]
pub mod testing;

#[doc(hidden)]
pub mod __private;

pub use portcullis_macros::{
    Authority, attack_test, capability, data, exception, failure, policy, prompt, secure_plugin,
};

pub use authority::{Authority, Dir, DirMut, Effect, State};
pub use body_pool::PoolStats;
pub use bound::{Bounded, BoundedMap, BoundedString, BoundedVec, Fault, RelativePath};
pub use call::{Call, Interrupted};
pub use caller::{Caller, SpiffeId, SpiffeIdError};
pub use capability::{Admitted, Answer, Capability, CapabilityId, Exception, Input, Limits, Parameters};
pub use disclose::Disclose;
pub use failure::{Internal, PublicError};
pub use gate::{BuildError, BuildFault, Changes, Gate, GateBuilder, LedgerFailed};
pub use personal::Personal;
pub use plugin::Plugin;
pub use policy::{Permits, Policy};
pub use prompt::Prompt;
pub use ready::{Currency, Date, Email, Money, Slug};
pub use refusal::{CallError, Code, Failure, Outcome, Reference, Refusal};
pub use surface::Descriptor;

/// What most files need: `use portcullis::prelude::*;`. Authorities are imported by hand.
pub mod prelude {
    pub use crate::call::Call;
    pub use crate::caller::Caller;
    pub use crate::failure::Internal;
    pub use crate::gate::Gate;
    pub use crate::ledger::{Journal, Memory};
    pub use crate::policy::{Permits, Policy};
    pub use portcullis_macros::{capability, data, exception, failure, policy, secure_plugin};
}
