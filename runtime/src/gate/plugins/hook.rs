//! Hooks on the body pool, where they can neither hold up nor harm anybody.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::fit::record;
use super::life::Claim;
use crate::authority::Effect;
use crate::call::{self, Call, Context, Interrupted};
use crate::caller;
use crate::failure::Failed;
use crate::gate::Shared;
use crate::ledger::{Event, Record};
use crate::plugin::{HookFailure, Loaded};
use crate::refusal::Reference;
use crate::secret::custody::Custody;

/// How long a destructor of the user's is waited for.
const DROPPING: Duration = Duration::from_secs(1);

/// Runs a hook on the body pool, where it can neither hold up nor harm anybody. What still runs of one that is given up keeps the
/// plugin's name taken.
pub(super) async fn run(
    gate: &Arc<Shared>,
    call: &Call,
    timeout: Duration,
    hook: impl Future<Output = Result<(), Failed>> + Send + 'static,
    plugin: Loaded,
    claim: &Arc<Claim>,
) -> Result<(), HookFailure> {
    let end = End {
        gate: Arc::downgrade(gate),
        plugin,
        call: call.handle(),
        is_given_up: Arc::default(),
        _claim: claim.clone(),
    };
    let is_given_up = end.is_given_up.clone();
    let ended = apart(gate, timeout, async move {
        let _end = end;
        hook.await
    })
    .await;
    if matches!(ended, Err(HookFailure::TimedOut { .. })) {
        is_given_up.store(true, Ordering::SeqCst);
        call.abandon(None);
    }
    call.end();
    match ended? {
        Ok(()) => Ok(()),
        Err(failed) if failed.interrupted == Some(Interrupted::DeadlineExceeded) => {
            Err(HookFailure::TimedOut { timeout })
        }
        Err(failed) => {
            Err(HookFailure::Failed { kind: failed.kind, text: gate.keeper.masked(failed.operator_text) })
        }
    }
}

/// Dropped when a hook has ended, however that was.
struct End {
    gate: Weak<Shared>,
    plugin: Loaded,
    call: Call,
    is_given_up: Arc<AtomicBool>,
    _claim: Arc<Claim>,
}

impl Drop for End {
    fn drop(&mut self) {
        if self.is_given_up.load(Ordering::SeqCst)
            && let Some(gate) = self.gate.upgrade()
        {
            send(&gate, record_of_call(Event::BodyEndedLate, self.plugin, &self.call, &gate));
        }
    }
}

/// Runs what may be the user's code on the body pool.
pub(super) async fn apart<T: Send + 'static>(
    gate: &Shared,
    timeout: Duration,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, HookFailure> {
    let task = gate.pool.spawn(work).map_err(|_| HookFailure::Overloaded)?;
    match tokio::time::timeout(timeout, task).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(panicked)) => Err(HookFailure::Panicked {
            place: panicked.location.unwrap_or_else(|| "an unknown place".into()),
        }),
        Err(_) => Err(HookFailure::TimedOut { timeout }),
    }
}

/// What a hook may use of a call: the plugin is its own caller.
pub(super) fn call_of(gate: &Shared, plugin: &'static str, timeout: Duration) -> Call {
    Call::new(
        caller::of_plugin(plugin),
        Reference::new(gate.clock.utc()),
        &Context::new(),
        Instant::now(),
        timeout,
        call::Means {
            pool: gate.pool.clone(),
            permit: None,
            custody: Custody::of(&gate.keeper, plugin, Effect::Read),
        },
    )
}

/// Dropped on the body pool, since a destructor of the user's may block, or panic; waits for it, for a while.
pub(super) async fn discard(gate: &Shared, what: impl Send + 'static) {
    let _ = apart(gate, DROPPING, async move { drop(what) }).await;
}

/// With what a hook noted, and under the reference under which it used secrets.
pub(super) fn record_of_call(event: Event, plugin: Loaded, call: &Call, gate: &Shared) -> Record {
    let mut record = record(event, plugin, gate.clock.as_ref());
    record.reference = Some(call.reference());
    (record.notes, record.notes_dropped) = call.take_notes();
    record
}

pub(super) fn send(gate: &Shared, record: Record) {
    let event = record.event;
    if !gate.ledger.reserve().is_ok_and(|slot| slot.send(record)) {
        tracing::error!(event = event.as_str(), "the ledger did not take this event");
    }
}
