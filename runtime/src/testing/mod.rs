//! For tests of the user's own capabilities. Needs the feature `testing`, which belongs in dev-dependencies only.
//!
//! | to test | use |
//! |---|---|
//! | a body alone | `<name>_unguarded(..)`, with [`call`] |
//! | a capability behind every guard | [`Gate`], [`ManualClock`] |
//! | a whole gate against hostile calls | [`attack`], [`#[attack_test]`](macro@crate::attack_test) |
//! | a policy | [`decide`], [`caller`], [`plugin`], [`spiffe`], [`approver`] |
//! | that what is offered does not change unseen | [`assert_surface`] |
//! | what a capability does when the other side is slow or breaks | [`Fakes`], in an attack |
//! | what takes a secret | `Secret::read(&b"no-real-key-51f7"[..])` |
//! | what reaches a service | a server on `127.0.0.1` (`allow_loopback`), `portcullis_http::testing::Dialler` |
//! | what must not compile | `ui`, with the feature `testing-ui` |
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::testing;
//!
//! /// Halves a number.
//! #[capability(read)]
//! fn halve(#[validate(range(min = 2, max = 1_000))] number: u32) -> u32 {
//!     number / 2
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! assert_eq!(testing::Gate::new().call(halve, (10,)).await, Ok(5));
//!
//! let permits = Permits::none().permit(Caller::local(), halve);
//! let gate = Gate::builder().capability(halve).authorizer(permits).ledger(Memory::new()).build()?;
//! testing::attack(&gate).run().await.assert();
//! # Ok(())
//! # }
//! ```

mod attack;
mod clock;
mod gate;
mod held_clock;
mod ledger;
mod policy;
mod surface;
#[cfg(feature = "testing-ui")]
mod ui;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::body_pool::BodyPool;
use crate::call::{Call, Context, Means};
use crate::caller::{Caller, Principal, SpiffeId, SpiffeIdError};
use crate::refusal::Reference;
use crate::secret::custody::Custody;

pub use crate::json::{Malformed, Problem};
pub use attack::{Answering, Attack, AttackReport, Fakes, Finding, IntoAttack, Invariant, Target, attack};
#[doc(hidden)]
pub use attack::{TakenByTest, fakes_of_test, run_test, run_test_with_fakes};
pub use clock::ManualClock;
pub use gate::Gate;
pub(crate) use held_clock::HeldClock;
pub use ledger::write_intents;
pub use policy::decide;
pub use surface::{assert_surface, surface};
#[cfg(feature = "testing-ui")]
pub use ui::ui;

/// How long a call made by [`call`] has.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A call for `<name>_unguarded(&call, …)`: of the local caller, with a minute left.
///
/// ```
/// let call = portcullis::testing::call();
/// assert!(call.checkpoint().is_ok());
/// ```
pub fn call() -> Call {
    Call::new(
        Caller::local(),
        Reference::new(std::time::SystemTime::now()),
        &Context::new(),
        Instant::now(),
        TIMEOUT,
        Means { pool: Arc::new(BodyPool::new(4)), permit: None, custody: Custody::none() },
    )
}

/// A caller who exists in tests only, and whom nothing is permitted unless a test says so.
///
/// ```
/// use portcullis::{Caller, testing};
///
/// assert_ne!(testing::caller("alice"), testing::caller("bob"));
/// assert_ne!(testing::caller("alice"), Caller::local());
/// ```
pub fn caller(name: &str) -> Caller {
    Caller::of(Principal::Test(name.into()))
}

/// The plugin of this name as a caller, as if it had been loaded: `principal pricing = plugin "pricing"` of a policy.
///
/// ```
/// assert_eq!(portcullis::testing::plugin("pricing").to_string(), "plugin:pricing");
/// ```
pub fn plugin(name: &str) -> Caller {
    Caller::of(Principal::Plugin(name.into()))
}

/// The workload of this SPIFFE ID as a caller, as if its certificate had been verified.
///
/// # Errors
///
/// [`SpiffeIdError`] for what is no ID of a workload.
///
/// ```
/// # use portcullis::testing;
/// assert!(testing::spiffe("spiffe://example.com/agent/orders/prod").is_ok());
/// assert!(testing::spiffe("spiffe://example.com/agent/*").is_err());
/// ```
pub fn spiffe(id: &str) -> Result<Caller, SpiffeIdError> {
    SpiffeId::parse(id).map(|id| Caller::of(Principal::Spiffe(id)))
}

/// The approver of this name as a caller: `principal supervisor = approver "supervisor"` of a policy.
///
/// ```
/// assert_eq!(portcullis::testing::approver("supervisor").to_string(), "approver:supervisor");
/// ```
pub fn approver(name: &str) -> Caller {
    Caller::of(Principal::Approver(name.into()))
}

/// Random numbers that are the same at every run, for one seed.
///
/// ```
/// use portcullis::testing;
///
/// assert_eq!(testing::random(1).bytes::<8>(), testing::random(1).bytes::<8>());
/// assert_ne!(testing::random(1).bytes::<8>(), testing::random(2).bytes::<8>());
/// ```
pub fn random(seed: u64) -> crate::authority::Random {
    crate::authority::Random::seeded(seed)
}

/// Decodes as a gate does: strictly.
///
/// # Errors
///
/// [`Malformed`], which says where and what was expected, and no value.
///
/// ```
/// assert!(portcullis::testing::decode_json::<Vec<u8>>(b"[1, 2]").is_ok());
/// assert!(portcullis::testing::decode_json::<Vec<u8>>(b"[1, 2] 3").is_err());
/// ```
pub fn decode_json<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    crate::json::decode(bytes)
}
