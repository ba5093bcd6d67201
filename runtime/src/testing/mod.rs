//! For tests of the user's own capabilities. Needs the feature `testing`, which belongs in dev-dependencies only.

mod clock;
mod gate;
mod surface;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::body_pool::BodyPool;
use crate::call::{Call, Context};
use crate::caller::Caller;
use crate::refusal::Reference;

pub use crate::json::{Malformed, Problem};
pub use clock::ManualClock;
pub use gate::Gate;
pub use surface::{assert_surface, surface};

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
        Arc::new(BodyPool::new(4)),
        None,
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
    Caller::test(name)
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
