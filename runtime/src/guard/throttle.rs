//! Throttle: so many calls a minute for each caller, so many at the same time for all of them, none while the breaker is open.
//!
//! What is too much is refused at once and told when to come again; nothing queues.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::caller::Caller;
use crate::capability::{Capability, Limits};
use crate::clock::Clock;
use crate::gate::Registered;
use crate::guard::breaker::{Breaker, Passage};
use crate::guard::policy::Authorized;
use crate::guard::stop::Stop;
use crate::refusal::Code;

/// When to come again, if all permits are taken.
const OVERLOADED_WAIT: Duration = Duration::from_millis(100);

/// Callers whose rate is remembered; beyond it, those who have been quiet are forgotten.
const REMEMBERED_CALLERS: usize = 1024;

/// Tasks that all calls of one capability may have at the same time. Each may hold a thread of the body pool.
const TASKS: usize = 128;

/// So many calls lie between two looks at how many callers are remembered.
const COUNTED_EVERY: u64 = 256;

/// The proof that there is room for the call, and the permit that keeps it.
pub(crate) struct Throttled<I> {
    pub(super) input: I,
    pub(super) permit: Permit,
    pub(super) passage: Option<Passage>,
}

/// A call's place in its capability's room, given back when it is dropped.
pub(crate) struct Permit(Arc<Room>);

/// How many calls of one capability there may be at the same time, and how many tasks of theirs.
struct Room {
    permits: u32,
    /// The plugin of the capability is on its way out.
    closed: AtomicBool,
    calls: Semaphore,
    tasks: Arc<Semaphore>,
}

impl Permit {
    /// A place for one of the call's tasks, if there is one.
    pub(crate) fn of_task(&self) -> Option<OwnedSemaphorePermit> {
        self.0.tasks.clone().try_acquire_owned().ok()
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.calls.add_permits(1);
    }
}

pub(crate) fn admit<C: Capability, I>(
    authorized: Authorized<I>,
    capability: &Registered<C>,
    caller: &Caller,
) -> Result<Throttled<I>, Stop> {
    let throttle = capability.throttle();
    throttle.check_rate(caller)?;
    let passage = throttle.breaker.as_ref().map(Breaker::pass).transpose()?;
    let permit = throttle.admit()?;
    Ok(Throttled { input: authorized.0, permit, passage })
}

/// One capability's rates and permits.
pub(crate) struct Throttle {
    rates: RateLimiter<Caller, DashMapStateStore<Caller>, RateClock, NoOpMiddleware<Nanos>>,
    clock: RateClock,
    calls: AtomicU64,
    room: Arc<Room>,
    breaker: Option<Arc<Breaker>>,
}

impl Throttle {
    pub(crate) fn new(limits: &Limits, clock: Arc<dyn Clock>) -> Self {
        let breaker = limits.breaker.map(|limits| Breaker::new(limits, clock.clone()));
        let clock = RateClock { begin: clock.now(), clock };
        let one = NonZeroU32::MIN;
        let interval = limits.period.checked_div(limits.rate.max(1)).unwrap_or(limits.period);
        let quota = Quota::with_period(interval.max(Duration::from_nanos(1)))
            .unwrap_or(Quota::per_hour(one))
            .allow_burst(NonZeroU32::new(limits.burst).unwrap_or(one));
        Throttle {
            rates: RateLimiter::new(quota, DashMapStateStore::default(), clock.clone()),
            clock,
            calls: AtomicU64::new(0),
            room: Arc::new(Room {
                permits: limits.concurrency,
                closed: AtomicBool::new(false),
                calls: Semaphore::new(limits.concurrency as usize),
                tasks: Arc::new(Semaphore::new(TASKS)),
            }),
            breaker,
        }
    }

    fn check_rate(&self, caller: &Caller) -> Result<(), Stop> {
        if let Err(early) = self.rates.check_key(caller) {
            let wait = early.wait_time_from(self.clock.now());
            return Err(
                Stop::new(Code::RateLimited, "too many calls; wait before the next one").retry_after(wait)
            );
        }
        // Counting callers takes all locks of the table, so it is done now and then.
        if self.calls.fetch_add(1, Ordering::Relaxed).is_multiple_of(COUNTED_EVERY)
            && self.rates.len() > REMEMBERED_CALLERS
        {
            self.rates.retain_recent();
        }
        Ok(())
    }

    fn admit(&self) -> Result<Permit, Stop> {
        let Ok(place) = self.room.calls.try_acquire() else {
            let stop = Stop::new(Code::Overloaded, "too many calls at the same time");
            return Err(stop.retry_after(OVERLOADED_WAIT));
        };
        place.forget();
        let permit = Permit(self.room.clone());
        // Looked at with the permit in hand: who closes waits for it, or is seen here.
        if self.room.closed.load(Ordering::SeqCst) {
            let stop = Stop::new(Code::Overloaded, "too many calls at the same time")
                .because("its plugin is unloaded");
            return Err(stop.retry_after(OVERLOADED_WAIT));
        }
        Ok(permit)
    }

    /// Gives no permit out from now on, and waits until all are back; gives up at `until`, and says how many are still out.
    pub(crate) async fn close(&self, until: Instant) -> usize {
        self.room.closed.store(true, Ordering::SeqCst);
        let all = self.room.permits;
        match tokio::time::timeout_at(until.into(), self.room.calls.acquire_many(all)).await {
            Ok(_) => 0,
            Err(_) => (all as usize).saturating_sub(self.room.calls.available_permits()),
        }
    }

    /// How many permits are free.
    pub(crate) fn free(&self) -> usize {
        self.room.calls.available_permits()
    }
}

/// The gate's clock in the words of `governor`.
#[derive(Clone)]
struct RateClock {
    begin: Instant,
    clock: Arc<dyn Clock>,
}

impl GovernorClock for RateClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        // A count of nanoseconds ends after 584 years.
        let passed = self.clock.now().saturating_duration_since(self.begin).as_nanos();
        Nanos::new(u64::try_from(passed).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ManualClock, caller};

    const LIMITS: Limits = Limits {
        timeout: Duration::from_secs(1),
        max_input: 1,
        max_output: 1,
        rate: 1_000,
        period: Duration::from_secs(1),
        burst: 1_000,
        concurrency: 1,
        retry: None,
        breaker: None,
    };

    /// So many callers came once; then, when all of them have been quiet for an hour, one comes often.
    fn remembered_of(callers: usize) -> usize {
        let clock = ManualClock::new();
        let throttle = Throttle::new(&LIMITS, Arc::new(clock.clone()));
        for number in 0..callers {
            throttle.check_rate(&caller(&number.to_string())).unwrap();
        }
        clock.advance(Duration::from_secs(3_600));
        for _ in 0..COUNTED_EVERY {
            throttle.check_rate(&caller("0")).unwrap();
        }
        throttle.rates.len()
    }

    #[test]
    fn callers_who_are_quiet_are_forgotten_when_there_are_too_many() {
        assert_eq!(remembered_of(REMEMBERED_CALLERS), REMEMBERED_CALLERS);
        assert!(remembered_of(REMEMBERED_CALLERS + 1) <= 2);
    }
}
