//! The clock of a gate that may be attacked: it stands still and is moved on while that lasts, so that no attack sleeps.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::clock::Clock;

/// Before the gate's own clock. It never goes back. Clones are the same clock.
#[derive(Clone)]
pub(crate) struct HeldClock {
    inner: Arc<dyn Clock>,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    holds: AtomicBool,
    /// When it was stopped.
    stopped: Mutex<Option<(Instant, SystemTime)>>,
    /// How far it was moved on, in nanoseconds.
    moved: AtomicU64,
}

impl HeldClock {
    /// Takes the place of `clock`, which goes on as before until somebody holds it.
    pub(crate) fn before(clock: &mut Arc<dyn Clock>) -> Self {
        let held = HeldClock { inner: clock.clone(), state: Arc::default() };
        *clock = Arc::new(held.clone());
        held
    }

    /// It stands still from now on, or goes on.
    pub(crate) fn hold(&self, hold: bool) {
        let mut stopped = self.state.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        *stopped = hold.then(|| (self.inner.now(), self.inner.utc()));
        self.state.holds.store(hold, Ordering::Release);
    }

    /// Moves it on.
    pub(crate) fn advance(&self, by: Duration) {
        let by = u64::try_from(by.as_nanos()).unwrap_or(u64::MAX);
        self.state.moved.fetch_add(by, Ordering::AcqRel);
    }

    fn stopped(&self) -> Option<(Instant, SystemTime)> {
        if !self.state.holds.load(Ordering::Acquire) {
            return None;
        }
        *self.state.stopped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn moved(&self) -> Duration {
        Duration::from_nanos(self.state.moved.load(Ordering::Acquire))
    }
}

impl Clock for HeldClock {
    fn now(&self) -> Instant {
        self.stopped().map_or_else(|| self.inner.now(), |(now, _)| now) + self.moved()
    }

    fn utc(&self) -> SystemTime {
        self.stopped().map_or_else(|| self.inner.utc(), |(_, utc)| utc) + self.moved()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::ManualClock;

    #[test]
    fn it_stands_still_while_it_is_held_and_never_goes_back() {
        let manual = ManualClock::new();
        let mut clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let held = HeldClock::before(&mut clock);
        let second = Duration::from_secs(1);
        let begin = clock.now();
        manual.advance(second);
        assert_eq!(clock.now(), begin + second, "nobody holds it");
        held.hold(true);
        manual.advance(second);
        assert_eq!(clock.now(), begin + second);
        held.advance(second);
        assert_eq!(clock.now(), begin + 2 * second);
        held.hold(false);
        assert_eq!(clock.now(), begin + 3 * second);
    }
}
