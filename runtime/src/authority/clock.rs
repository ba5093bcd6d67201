//! The time of day and the time that passes, visible in the signatures that depend on them.

use std::fmt;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::{Authority, Effect};
use crate::clock::{self, SystemClock};

/// A clock that a capability reads. The source of its time is a [`clock::Clock`], so that a test moves it by hand.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use portcullis::authority::Clock;
/// use portcullis::prelude::*;
/// use portcullis::testing;
///
/// /// Says whether an offer that was made so many seconds after 1970 is still good.
/// #[capability(read)]
/// fn is_good(#[grant] clock: Clock, offered: u64) -> bool {
///     let offered = SystemTime::UNIX_EPOCH + Duration::from_secs(offered);
///     clock.utc().duration_since(offered).is_ok_and(|age| age < Duration::from_secs(60))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let clock = testing::ManualClock::new();
/// let now = portcullis::clock::Clock::utc(&clock).duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
/// let gate = testing::Gate::new().grant(Clock::new(clock.clone()));
/// assert_eq!(gate.call(is_good, (now.as_secs(),)).await, Ok(true));
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(gate.call(is_good, (now.as_secs(),)).await, Ok(false));
/// # }
/// ```
#[derive(Clone)]
pub struct Clock {
    source: Arc<dyn clock::Clock>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(SystemClock)
    }

    /// Reads the time from there.
    pub fn new(source: impl clock::Clock) -> Self {
        Clock { source: Arc::new(source) }
    }

    /// Time that never goes back, for durations.
    pub fn now(&self) -> Instant {
        self.source.now()
    }

    /// Time of day (UTC). It may be set back.
    pub fn utc(&self) -> SystemTime {
        self.source.utc()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

impl Authority for Clock {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "clock";

    fn describe(&self) -> String {
        "the time".into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Authority, Clock};
    use crate::testing::ManualClock;

    #[test]
    fn the_surface_says_that_it_is_the_time_and_no_more() {
        let clock = Clock::new(ManualClock::new());
        assert_eq!((clock.describe(), format!("{clock:?}")), ("the time".to_owned(), "Clock".to_owned()));
    }
}
