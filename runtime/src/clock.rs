//! Time as a gate reads it, so that tests can move it.
//!
//! Deadlines do not use it: they are kept by the runtime's own timer, which no clock can hold up.

use std::time::{Instant, SystemTime};

/// A source of time for rates and for the ledger.
///
/// ```
/// use portcullis::clock::{Clock, SystemClock};
///
/// assert!(SystemClock.now() <= SystemClock.now());
/// ```
pub trait Clock: Send + Sync + 'static {
    /// Time that never goes back, for rates and durations.
    fn now(&self) -> Instant;

    /// Time of day (UTC), for records.
    fn utc(&self) -> SystemTime;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn utc(&self) -> SystemTime {
        SystemTime::now()
    }
}
