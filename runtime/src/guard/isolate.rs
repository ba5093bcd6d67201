//! Isolation: what runs the user's code runs on the body pool, while the caller waits with a timer of its own.
//!
//! An answer in time never depends on a body's good manners: at the deadline the caller is answered, and a
//! body that does not stop keeps its permit until it ends, which the ledger records.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::time::Sleep;

use crate::body_pool::BodyTask;
use crate::call::{Call, Means};
use crate::capability::Capability;
use crate::clock::Clock;
use crate::gate::{Registered, Shared};
use crate::guard::audit::{Audited, outcome};
use crate::guard::breaker::Passage;
use crate::guard::leak::Cleared;
use crate::guard::stop::Stop;
use crate::guard::throttle::Throttled;
use crate::ledger::queue::Slot;
use crate::ledger::{Event, Record};
use crate::refusal::Code;
use crate::secret::custody::Custody;

/// A body that holds its thread this long after its deadline is recorded as stuck.
const GRACE: Duration = Duration::from_millis(5);

/// The proof that the call holds a permit and is on its way to the body pool.
pub(crate) struct Isolated<I>(pub(super) I);

/// Makes the [`Call`], which keeps the permit until the last of the call's tasks has ended.
pub(crate) fn prepare<C: Capability, I>(
    throttled: Throttled<I>,
    capability: &Registered<C>,
    gate: &Shared,
    audited: &mut Audited<'_>,
) -> (Call, Isolated<I>, Option<Passage>) {
    let call = Call::new(
        audited.caller().clone(),
        audited.reference,
        audited.context(),
        audited.started,
        capability.limits().timeout,
        Means {
            pool: gate.pool.clone(),
            permit: Some(throttled.permit),
            custody: Custody::of(&gate.keeper, capability.descriptor().name, capability.descriptor().effect),
        },
    );
    audited.call = Some(call.handle());
    (call, Isolated(throttled.input), throttled.passage)
}

/// A call whose work is on the body pool.
pub(crate) struct Begun<A: Send + 'static> {
    call: Call,
    passage: Option<Passage>,
    deadline: Sleep,
    task: BodyTask<Result<Cleared<A>, Stop>>,
}

/// Puts `work` on the body pool.
pub(crate) fn begin<A, W>(
    gate: &Shared,
    call: Call,
    passage: Option<Passage>,
    work: W,
) -> Result<Begun<A>, Stop>
where
    A: Send + 'static,
    W: Future<Output = Result<Cleared<A>, Stop>> + Send + 'static,
{
    let overloaded = |_| {
        Stop::new(Code::Overloaded, "too many calls at the same time")
            .because("every thread for bodies is stuck")
            .retry_after(Duration::from_secs(1))
    };
    // Before the body: without a runtime that keeps time, nothing is begun.
    let deadline = tokio::time::sleep_until(call.deadline().into());
    let task = gate.pool.spawn(Watched::new(call.handle(), work)).map_err(overloaded)?;
    Ok(Begun { call, passage, deadline, task })
}

/// Answers when the work ends, panics, or when the deadline is over, and tells the breaker.
pub(crate) async fn answer<A: Send + 'static>(
    gate: &Shared,
    audited: &Audited<'_>,
    begun: Begun<A>,
) -> Result<Cleared<A>, Stop> {
    let Begun { call, passage, deadline, task } = begun;
    let ended = await_end(gate, audited, &call, deadline, task).await;
    if let Some(event) = passage.and_then(|passage| passage.conclude(&ended)) {
        let sent = gate.ledger.reserve().is_ok_and(|slot| slot.send(audited.record(event)));
        if !sent {
            tracing::error!(event = event.as_str(), "the ledger did not take this event");
        }
    }
    ended
}

async fn await_end<A: Send + 'static>(
    gate: &Shared,
    audited: &Audited<'_>,
    call: &Call,
    deadline: Sleep,
    mut task: BodyTask<Result<Cleared<A>, Stop>>,
) -> Result<Cleared<A>, Stop> {
    let mut deadline = pin!(deadline);
    let mut waiting = Waiting { gate, audited, call, over: false };
    task.linger();
    let ended = poll_fn(|context| match Pin::new(&mut task).poll(context) {
        Poll::Ready(ended) => Poll::Ready(Some(ended)),
        Poll::Pending => deadline.as_mut().poll(context).map(|()| None),
    })
    .await;
    let ended = match ended {
        Some(ended) => {
            waiting.over = true;
            ended
        }
        None if waiting.abandon() => {
            waiting.over = true;
            // Cancels the body, unless it holds its thread.
            drop(task);
            if call.is_polled() {
                tokio::time::sleep(GRACE).await;
            }
            if call.is_polled() {
                waiting.record_stuck();
            }
            return Err(Stop::deadline_exceeded(call.timeout()));
        }
        // It ended in the very moment of the deadline.
        None => task.await,
    };
    ended.unwrap_or_else(|panicked| {
        let place = panicked.location.unwrap_or_else(|| "an unknown place".into());
        tracing::error!(reference = %call.reference(), place, "a capability panicked");
        Err(Stop::new(Code::Panicked, "the capability failed unexpectedly").because(place))
    })
}

/// The caller's side. Dropped early, it abandons the body.
struct Waiting<'a> {
    gate: &'a Shared,
    audited: &'a Audited<'a>,
    call: &'a Call,
    /// The work has ended, or was given up.
    over: bool,
}

impl Waiting<'_> {
    /// Gives up on the body; false when it has ended already. What becomes of it goes to the ledger.
    fn abandon(&self) -> bool {
        let late = self.gate.ledger.reserve().ok().map(|slot| {
            Box::new(Late {
                slot,
                record: self.audited.record(Event::BodyEndedLate),
                clock: self.gate.clock.clone(),
            })
        });
        if late.is_none() {
            tracing::error!(reference = %self.call.reference(), "no room in the ledger for the end of this body");
        }
        let abandoned = self.call.abandon(late);
        if abandoned {
            self.call.end();
        }
        abandoned
    }

    fn record_stuck(&self) {
        tracing::warn!(reference = %self.call.reference(), "a body holds its thread past its deadline");
        if let Ok(slot) = self.gate.ledger.reserve() {
            slot.send(self.audited.record(Event::BodyStuck));
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.over {
            self.abandon();
        }
    }
}

/// The record of a body that ends after nobody waits for it.
pub(crate) struct Late {
    slot: Slot,
    record: Record,
    clock: Arc<dyn Clock>,
}

impl Late {
    fn send(mut self, result: &'static str, call: &Call) {
        self.record.time = self.clock.utc();
        self.record.result = Some(result);
        self.record.outcome = Some(outcome(call.phase(), self.record.effect));
        // What the body noted after its caller was answered.
        (self.record.notes, self.record.notes_dropped) = call.take_late_notes();
        self.record.attempts = call.repeated_attempts();
        self.record.under(call);
        self.slot.send(self.record);
    }
}

pin_project! {
    /// The work with a watch on it, which knows at each moment whether it holds its thread and when it has ended.
    struct Watched<W> {
        #[pin]
        work: W,
        // After the work, so that it is dropped after it.
        watch: Watch,
    }
}

impl<W> Watched<W> {
    fn new(call: Call, work: W) -> Self {
        Watched { work, watch: Watch { call, result: None } }
    }
}

impl<A, W: Future<Output = Result<Cleared<A>, Stop>>> Future for Watched<W> {
    type Output = W::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        this.watch.call.polled(true);
        // What stands if the poll unwinds.
        this.watch.result = Some(Code::Panicked.as_str());
        let poll = this.work.poll(context);
        this.watch.call.polled(false);
        this.watch.result = match &poll {
            Poll::Ready(Ok(_)) => Some("answered"),
            Poll::Ready(Err(stop)) => Some(stop.code.as_str()),
            Poll::Pending => None,
        };
        poll
    }
}

/// Dropped after the work, however that ended: by an answer, a panic or a cancellation.
struct Watch {
    call: Call,
    result: Option<&'static str>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.call.polled(false);
        let late = self.call.finish();
        self.call.end();
        if let Some(late) = late {
            let interrupted = if std::thread::panicking() { Code::Panicked } else { Code::Cancelled };
            let result = self.result.unwrap_or(interrupted.as_str());
            late.send(result, &self.call);
        }
    }
}
