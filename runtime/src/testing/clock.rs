//! A clock that stands still until a test moves it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::clock::Clock;

/// Stands still until it is moved. Clones are the same clock.
///
/// ```
/// use std::time::Duration;
/// use portcullis::{clock::Clock, testing::ManualClock};
///
/// let clock = ManualClock::new();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now() - before, Duration::from_secs(60));
/// ```
#[derive(Debug, Clone)]
pub struct ManualClock {
    begin: (Instant, SystemTime),
    passed: Arc<Mutex<Duration>>,
}

impl ManualClock {
    /// A clock that shows the present.
    pub fn new() -> Self {
        ManualClock { begin: (Instant::now(), SystemTime::now()), passed: Arc::default() }
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    fn passed(&self) -> Duration {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        self.begin.0 + self.passed()
    }

    fn utc(&self) -> SystemTime {
        self.begin.1 + self.passed()
    }
}
