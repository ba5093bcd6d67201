//! Breaker: a capability that fails again and again is not called for a while, and then one call tries it.
//!
//! It never counts what a caller did wrong: only what the body came to, or that it came to nothing in time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::capability::Breaker as Limits;
use crate::clock::Clock;
use crate::guard::leak::Cleared;
use crate::guard::stop::Stop;
use crate::ledger::Event;
use crate::refusal::Code;

/// One capability's breaker.
pub(crate) struct Breaker {
    limits: Limits,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Clone, Copy)]
enum State {
    /// Calls pass; so many in a row have failed.
    Closed { failed: u32 },
    /// None passes until then.
    Open { until: Instant },
    /// One call tries whether it works again.
    Probed,
}

/// The proof that the breaker let a call through. Dropped without a conclusion, it says nothing of the capability.
pub(crate) struct Passage {
    breaker: Arc<Breaker>,
    is_probe: bool,
}

impl Breaker {
    pub(crate) fn new(limits: Limits, clock: Arc<dyn Clock>) -> Arc<Breaker> {
        Arc::new(Breaker { limits, clock, state: Mutex::new(State::Closed { failed: 0 }) })
    }

    pub(crate) fn pass(self: &Arc<Self>) -> Result<Passage, Stop> {
        let now = self.clock.now();
        let mut state = self.state();
        let is_probe = match *state {
            State::Closed { .. } => false,
            State::Open { until } if now >= until => {
                *state = State::Probed;
                true
            }
            State::Open { until } => return Err(open(until.duration_since(now))),
            State::Probed => return Err(open(self.limits.cooldown)),
        };
        Ok(Passage { breaker: self.clone(), is_probe })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open(wait: Duration) -> Stop {
    Stop::new(Code::CircuitOpen, "it failed too often; wait before the next call").retry_after(wait)
}

impl Passage {
    /// Counts how the call ended; gives what the ledger should know of it.
    pub(crate) fn conclude<A>(self, ended: &Result<Cleared<A>, Stop>) -> Option<Event> {
        let failed = match ended {
            Ok(_) => false,
            Err(stop) => match stop.code {
                Code::Failed => stop.retryable == Some(true),
                Code::Panicked | Code::DeadlineExceeded => true,
                // The body has answered.
                Code::OutputTooLarge | Code::OutputWithheld => false,
                // It has not run, or nobody knows.
                _ => return None,
            },
        };
        let breaker = &self.breaker;
        let until = breaker.clock.now() + breaker.limits.cooldown;
        let mut state = breaker.state();
        let (next, event) = match (*state, failed) {
            // The calls of before it opened say nothing of now.
            (State::Open { .. }, _) => return None,
            (State::Probed, _) if !self.is_probe => return None,
            (State::Probed, true) => (State::Open { until }, None),
            (State::Probed, false) => (State::Closed { failed: 0 }, Some(Event::BreakerClosed)),
            (State::Closed { .. }, false) => (State::Closed { failed: 0 }, None),
            (State::Closed { failed }, true) if failed + 1 >= breaker.limits.failures => {
                (State::Open { until }, Some(Event::BreakerOpened))
            }
            (State::Closed { failed }, true) => (State::Closed { failed: failed + 1 }, None),
        };
        *state = next;
        event
    }
}

impl Drop for Passage {
    fn drop(&mut self) {
        if !self.is_probe {
            return;
        }
        let mut state = self.breaker.state();
        if matches!(*state, State::Probed) {
            // Nothing was learned: the next call may try.
            *state = State::Open { until: self.breaker.clock.now() };
        }
    }
}
