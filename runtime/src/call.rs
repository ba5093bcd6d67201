//! What a body knows of its own call: who asks, how much time is left, what to note.
//!
//! A [`Call`] is made by the runtime alone and ends with the call; nothing that it starts outlives it.

mod interrupted;
mod notes;
mod tasks;
mod trace_id;

use std::fmt;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub use interrupted::Interrupted;
use tasks::Task;
pub use tasks::{Spawned, TaskError};
pub use trace_id::TraceId;

use crate::approval::{Approval, ApprovalId};
use crate::body_pool::BodyPool;
use crate::caller::Caller;
use crate::guard::isolate::Late;
use crate::guard::throttle::Permit;
use crate::idempotency::{IdempotencyKey, token};
use crate::ledger::Note;
use crate::refusal::Reference;
use crate::secret::custody::Custody;
use crate::secret::{Credential, SecretError};

/// The call that a body runs for: `call: &Call`, the first parameter.
///
/// ```
/// use std::time::Duration;
/// use portcullis::prelude::*;
///
/// /// Counts slowly.
/// #[capability(read)]
/// async fn count(call: &Call, #[validate(range(max = 100))] to: u32) -> Result<u32, Internal> {
///     for done in 0..to {
///         call.checkpoint()?;
///         call.progress(done.into(), Some(to.into()));
///     }
///     call.note("counted_to", to);
///     Ok(to)
/// }
/// ```
pub struct Call {
    state: Arc<State>,
}

struct State {
    caller: Caller,
    reference: Reference,
    trace_id: TraceId,
    timeout: Duration,
    deadline: Instant,
    cancelled: AtomicBool,
    /// See [`Phase`].
    phase: AtomicU8,
    /// How often the body was started.
    attempts: AtomicU32,
    /// Whether the work holds a thread at this moment.
    polled: AtomicBool,
    end: Mutex<End>,
    log: Mutex<Log>,
    progress: Option<ProgressSink>,
    key: Option<IdempotencyKey>,
    pool: Arc<BodyPool>,
    /// Given back when the last task of the call has ended, so that stuck ones use up their own capability's
    /// permits and nobody else's.
    permit: Option<Permit>,
    custody: Custody,
}

#[derive(Default)]
struct Log {
    notes: Vec<Note>,
    dropped: usize,
    /// What was noted before the body was abandoned, for the record of the call; what comes later is for that of its end.
    before_abandoned: Option<(Vec<Note>, usize)>,
    tasks: Vec<Task>,
    repeats: Option<Reference>,
    /// The approval under which the body may run, and whose it is.
    approval: Option<(ApprovalId, Arc<str>)>,
    /// The body has ended; nothing is started any more.
    ended: bool,
}

/// How far the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Phase {
    /// It has not started.
    Waiting,
    /// It has started.
    Running,
    /// It has answered.
    Answered,
    /// It has said that it failed.
    Failed,
}

/// How far the work on the pool is, as the caller's side and the pool's side agree on it.
enum End {
    /// The caller waits for it.
    Awaited,
    /// Nobody waits; the record of its late end, if there was room for one.
    Abandoned(Option<Box<Late>>),
    /// It has ended.
    Finished,
}

/// Takes a call's progress to whoever asked: how much is done, and of how much.
pub type ProgressSink = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// What the gate lends to a call.
pub(crate) struct Means {
    pub(crate) pool: Arc<BodyPool>,
    pub(crate) permit: Option<Permit>,
    pub(crate) custody: Custody,
}

impl Call {
    pub(crate) fn new(
        caller: Caller,
        reference: Reference,
        context: &Context,
        started: Instant,
        timeout: Duration,
        means: Means,
    ) -> Self {
        let Means { pool, permit, custody } = means;
        Call {
            state: Arc::new(State {
                caller,
                reference,
                trace_id: context.trace_id,
                timeout,
                deadline: started + timeout,
                cancelled: AtomicBool::new(false),
                phase: AtomicU8::new(Phase::Waiting as u8),
                attempts: AtomicU32::new(0),
                polled: AtomicBool::new(false),
                end: Mutex::new(End::Awaited),
                log: Mutex::default(),
                progress: context.progress.clone(),
                key: context.key.clone(),
                pool,
                permit,
                custody,
            }),
        }
    }

    /// A second handle. Not `Clone`: a body's handle is borrowed, and so cannot outlive the call.
    pub(crate) fn handle(&self) -> Call {
        Call { state: self.state.clone() }
    }

    /// Who asked.
    pub fn caller(&self) -> &Caller {
        &self.state.caller
    }

    /// Finds this call in the ledger.
    pub fn reference(&self) -> Reference {
        self.state.reference
    }

    /// The trace that this call belongs to.
    pub fn trace_id(&self) -> TraceId {
        self.state.trace_id
    }

    /// What to send along to a service that does a thing once for a key, such as in an `Idempotency-Key` header: 64
    /// hexadecimal digits, the same for each call of this caller with the same capability and idempotency key, and for no
    /// other. `None` for a call without a key. The key itself is the caller's, and nobody else's to know.
    ///
    /// ```
    /// use portcullis::prelude::*;
    ///
    /// /// Pays back.
    /// #[capability(write, idempotent)]
    /// fn refund(call: &Call, order: u32) -> String {
    ///     let key = call.idempotency_token().unwrap_or_else(|| format!("refund-of-{order}"));
    ///     format!("paid under {key}")
    /// }
    /// ```
    pub fn idempotency_token(&self) -> Option<String> {
        let key = self.state.key.as_ref()?;
        Some(token(self.caller(), self.custody().capability()?, key))
    }

    /// When the caller will be told that there is no answer.
    pub fn deadline(&self) -> Instant {
        self.state.deadline
    }

    /// The time that is left; zero when it is over.
    pub fn remaining(&self) -> Duration {
        self.state.deadline.saturating_duration_since(Instant::now())
    }

    /// Ends the body where nobody waits for it any more: put it into long loops as `call.checkpoint()?`.
    ///
    /// # Errors
    ///
    /// [`Interrupted::Cancelled`] when the caller went away, [`Interrupted::DeadlineExceeded`] when time is up.
    pub fn checkpoint(&self) -> Result<(), Interrupted> {
        if self.remaining().is_zero() {
            Err(Interrupted::DeadlineExceeded)
        } else if self.state.cancelled.load(Ordering::Acquire) {
            Err(Interrupted::Cancelled)
        } else {
            Ok(())
        }
    }

    /// Waits for `step`, at most `limit` and never beyond the call's deadline.
    ///
    /// # Errors
    ///
    /// [`Interrupted::TimedOut`] after `limit`, [`Interrupted::DeadlineExceeded`] at the deadline.
    pub async fn within<F: Future>(&self, limit: Duration, step: F) -> Result<F::Output, Interrupted> {
        let remaining = self.remaining();
        tokio::time::timeout(limit.min(remaining), step).await.map_err(|_| {
            if limit < remaining { Interrupted::TimedOut } else { Interrupted::DeadlineExceeded }
        })
    }

    /// Tells whoever asked how far the body is. Callers that did not ask, or have their answer, are not told.
    pub fn progress(&self, done: u64, of: Option<u64>) {
        if let Some(progress) = &self.state.progress
            && self.is_awaited()
        {
            progress(done, of);
        }
    }

    /// What this call has to do with secrets.
    pub(crate) fn custody(&self) -> &Custody {
        &self.state.custody
    }

    /// Records that the body uses a secret; what cannot be recorded does not happen.
    pub(crate) fn record_reveal(&self, credential: &Credential) -> Result<(), SecretError> {
        self.state.custody.record_reveal(self, credential)
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.state.timeout
    }

    /// The body starts; false, and it must not, when nobody waits for it any more.
    pub(crate) fn start_body(&self) -> bool {
        let end = self.end_state();
        let awaited = matches!(*end, End::Awaited);
        if awaited {
            // Under the lock, so that whoever gives up on the body knows whether it had started.
            self.enter(Phase::Running);
        }
        awaited
    }

    /// The body is started, for the first time or again; says how often it was.
    pub(crate) fn begin_attempt(&self) -> u32 {
        self.state.attempts.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// How often the body was started, where that is more than once.
    pub(crate) fn repeated_attempts(&self) -> Option<u32> {
        Some(self.state.attempts.load(Ordering::Acquire)).filter(|attempts| *attempts > 1)
    }

    /// The call gets what came of that one, which had the same idempotency key.
    pub(crate) fn repeats(&self, first: Reference) {
        self.log().repeats = Some(first);
    }

    /// The call that it repeats.
    pub(crate) fn repeated(&self) -> Option<Reference> {
        self.log().repeats
    }

    /// Somebody has agreed to this call; `None`, and that was given back.
    pub(crate) fn approved(&self, approval: Option<(ApprovalId, Arc<str>)>) {
        self.log().approval = approval;
    }

    /// The approval under which the body may run, and whose it is.
    pub(crate) fn approval(&self) -> Option<(ApprovalId, Arc<str>)> {
        self.log().approval.clone()
    }

    /// The body is in this phase from now on.
    pub(crate) fn enter(&self, phase: Phase) {
        self.state.phase.store(phase as u8, Ordering::Release);
    }

    pub(crate) fn phase(&self) -> Phase {
        match self.state.phase.load(Ordering::Acquire) {
            0 => Phase::Waiting,
            1 => Phase::Running,
            2 => Phase::Answered,
            _ => Phase::Failed,
        }
    }

    pub(crate) fn polled(&self, polled: bool) {
        self.state.polled.store(polled, Ordering::Release);
    }

    pub(crate) fn is_polled(&self) -> bool {
        self.state.polled.load(Ordering::Acquire)
    }

    /// Nobody waits any more; false when the work has ended already.
    pub(crate) fn abandon(&self, late: Option<Box<Late>>) -> bool {
        let mut end = self.end_state();
        let awaited = matches!(*end, End::Awaited);
        if awaited {
            // Under the lock: a body that ends now must not take these notes for its own record.
            let mut log = self.log();
            log.before_abandoned = Some((std::mem::take(&mut log.notes), std::mem::take(&mut log.dropped)));
            *end = End::Abandoned(late);
        }
        awaited
    }

    /// The work has ended; gives the record to write if nobody waited for it.
    pub(crate) fn finish(&self) -> Option<Box<Late>> {
        match std::mem::replace(&mut *self.end_state(), End::Finished) {
            End::Abandoned(late) => late,
            End::Awaited | End::Finished => None,
        }
    }

    /// Whether somebody still waits for the work.
    pub(crate) fn is_awaited(&self) -> bool {
        matches!(*self.end_state(), End::Awaited)
    }

    fn end_state(&self) -> MutexGuard<'_, End> {
        self.state.end.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The body has ended, or nobody waits for it: its tasks end, and checkpoints say so.
    pub(crate) fn end(&self) {
        self.state.cancelled.store(true, Ordering::Release);
        self.log().ended = true;
        self.end_tasks();
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.state.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("reference", &self.reference()).finish_non_exhaustive()
    }
}

/// What a transport knows of a call besides its input.
///
/// ```
/// use std::sync::Arc;
/// use portcullis::call::Context;
///
/// let context = Context::new().progress(Arc::new(|done, of| println!("{done} of {of:?}")));
/// ```
#[derive(Clone)]
pub struct Context {
    trace_id: TraceId,
    progress: Option<ProgressSink>,
    key: Option<IdempotencyKey>,
    approval: Option<Approval>,
}

impl Context {
    /// A new trace, and nobody who asks for progress.
    pub fn new() -> Self {
        Context { trace_id: TraceId::random(), progress: None, key: None, approval: None }
    }

    /// Sends progress there. Called on the body's thread: it must not block.
    #[must_use]
    pub fn progress(mut self, sink: ProgressSink) -> Self {
        self.progress = Some(sink);
        self
    }

    /// Makes the call a part of this trace.
    #[must_use]
    pub fn trace(mut self, trace_id: TraceId) -> Self {
        self.trace_id = trace_id;
        self
    }

    /// Makes the call happen once: another one of this caller with the same key gets what came of this one.
    ///
    /// Only for a capability that is `idempotent`; any other refuses the key.
    #[must_use]
    pub fn idempotency_key(mut self, key: IdempotencyKey) -> Self {
        self.key = Some(key);
        self
    }

    /// Makes the call under this approval. Without it, what was granted for the same call is found by itself.
    #[must_use]
    pub fn approval(mut self, approval: Approval) -> Self {
        self.approval = Some(approval);
        self
    }

    pub(crate) fn trace_id(&self) -> TraceId {
        self.trace_id
    }

    pub(crate) fn approved(&self) -> Option<&Approval> {
        self.approval.as_ref()
    }

    pub(crate) fn key(&self) -> Option<&IdempotencyKey> {
        self.key.as_ref()
    }
}

impl Default for Context {
    fn default() -> Self {
        Self::new()
    }
}
