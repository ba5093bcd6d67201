//! The first stage and the last: every call that comes in leaves one record, whatever becomes of it.
//!
//! It is outermost, so that refusals are recorded. Room for the record is reserved before anything else
//! happens; without it the call is refused.

use std::borrow::Cow;
use std::time::Instant;

use crate::authority::Effect;
use crate::call::{Call, Context, Phase};
use crate::caller::Caller;
use crate::gate::Shared;
use crate::guard::leak::Cleared;
use crate::guard::stop::Stop;
use crate::ledger::queue::Slot;
use crate::ledger::{Event, Record};
use crate::refusal::{CallError, Code, Failure, Outcome, Reference, Refusal};
use crate::surface::Descriptor;

/// Characters of an unknown capability's name that are recorded.
const UNKNOWN_NAME: usize = 64;

/// The proof that a call will be recorded. Dropped without a conclusion, it records that the caller went away.
pub(crate) struct Audited<'a> {
    gate: &'a Shared,
    caller: &'a Caller,
    /// `None` for a capability that does not exist.
    capability: Option<&'a Descriptor>,
    context: &'a Context,
    pub(crate) reference: Reference,
    pub(crate) started: Instant,
    pub(crate) input_bytes: Option<usize>,
    unknown_name: Option<String>,
    /// Set once the call has one; it knows how far the body is.
    pub(crate) call: Option<Call>,
    record_in: RecordIn,
}

/// Where the record of a call goes.
enum RecordIn {
    /// There is room for it.
    Slot(Slot),
    /// There is none, so it is counted, and goes no further than to a refusal.
    Count,
    /// It has gone there.
    Done,
}

/// Reserves the record of a call.
pub(crate) fn open<'a>(
    gate: &'a Shared,
    capability: &'a Descriptor,
    caller: &'a Caller,
    context: &'a Context,
) -> Result<Audited<'a>, CallError> {
    reserve(gate, Some(capability), caller, context)
}

/// Records and refuses a call of a capability that does not exist, in the words for one that is forbidden.
pub(crate) fn refuse_unknown(
    gate: &Shared,
    name: &str,
    caller: &Caller,
    context: &Context,
    input: Option<usize>,
) -> CallError {
    let mut audited = match reserve(gate, None, caller, context) {
        Ok(audited) => audited,
        Err(error) => return error,
    };
    audited.input_bytes = input;
    audited.unknown_name = Some(gate.keeper.mask(name).chars().take(UNKNOWN_NAME).collect());
    audited.refuse(Stop::not_authorized().because("no such capability"))
}

fn reserve<'a>(
    gate: &'a Shared,
    capability: Option<&'a Descriptor>,
    caller: &'a Caller,
    context: &'a Context,
) -> Result<Audited<'a>, CallError> {
    let mut audited = Audited {
        gate,
        caller,
        capability,
        context,
        reference: Reference::new(gate.clock.utc()),
        started: Instant::now(),
        input_bytes: None,
        unknown_name: None,
        call: None,
        record_in: RecordIn::Count,
    };
    match gate.ledger.reserve_or_count() {
        Ok(Some(slot)) => audited.record_in = RecordIn::Slot(slot),
        Ok(None) => {}
        Err(unavailable) => {
            audited.record_in = RecordIn::Done;
            return Err(audited.error(Stop::audit_unavailable(unavailable)));
        }
    }
    Ok(audited)
}

impl<'a> Audited<'a> {
    pub(crate) fn caller(&self) -> &'a Caller {
        self.caller
    }

    pub(crate) fn context(&self) -> &'a Context {
        self.context
    }

    /// A record of `event` with who, what and which call.
    #[inline]
    pub(crate) fn record(&self, event: Event) -> Record {
        let mut record = Record::new(event, self.gate.clock.utc());
        record.reference = Some(self.reference);
        record.trace_id = Some(self.context.trace_id());
        record.caller = Some(self.caller.clone());
        record.capability = match (self.capability, &self.unknown_name) {
            (Some(capability), _) => Some(Cow::Borrowed(capability.name)),
            (None, Some(name)) => Some(Cow::Owned(name.clone())),
            (None, None) => None,
        };
        record.effect = self.capability.map(|capability| capability.effect);
        record.input_bytes = self.input_bytes;
        record
    }

    /// Records how the call ended and gives the caller what is meant for him.
    pub(crate) fn conclude<A>(mut self, answer: Result<Cleared<A>, Stop>) -> Result<A, CallError> {
        match answer {
            Ok(Cleared { answer, bytes }) => {
                let mut record = self.ending(Event::CallFinished, "answered", Outcome::Completed);
                record.output_bytes = Some(bytes);
                self.send(record);
                Ok(answer)
            }
            Err(stop) => Err(self.refuse(stop)),
        }
    }

    fn refuse(&mut self, mut stop: Stop) -> CallError {
        let mut record = self.ending(self.event(), stop.code.as_str(), self.outcome());
        record.reason = stop.reason.take().map(|reason| self.gate.keeper.masked(reason));
        self.send(record);
        self.error(stop)
    }

    #[inline]
    fn ending(&self, event: Event, result: &'static str, outcome: Outcome) -> Record {
        let mut record = self.record(event);
        record.result = Some(result);
        record.outcome = Some(outcome);
        record.duration = Some(self.started.elapsed());
        if let Some(call) = &self.call {
            (record.notes, record.notes_dropped) = call.take_notes();
            record.attempts = call.repeated_attempts();
            record.repeats = call.repeated();
            record.under(call);
        }
        record
    }

    #[inline]
    fn send(&mut self, record: Record) {
        match std::mem::replace(&mut self.record_in, RecordIn::Done) {
            // What the ledger did not take is logged there.
            RecordIn::Slot(slot) => {
                slot.send(record);
            }
            RecordIn::Count => self.gate.ledger.count_refusal(),
            RecordIn::Done => {}
        }
    }

    /// Before a body starts, there is room for the record of its end.
    pub(crate) fn require_room(&mut self) -> Result<(), Stop> {
        if matches!(self.record_in, RecordIn::Count) {
            let slot = self.gate.ledger.reserve().map_err(Stop::audit_unavailable)?;
            self.record_in = RecordIn::Slot(slot);
        }
        Ok(())
    }

    fn phase(&self) -> Phase {
        self.call.as_ref().map_or(Phase::Waiting, Call::phase)
    }

    fn event(&self) -> Event {
        if self.phase() == Phase::Waiting { Event::CallRefused } else { Event::CallFinished }
    }

    fn outcome(&self) -> Outcome {
        outcome(self.phase(), self.capability.map(|capability| capability.effect))
    }

    /// The public part of a stop.
    fn error(&self, stop: Stop) -> CallError {
        let outcome = self.outcome();
        if stop.code == Code::Failed {
            return CallError::Failed(Failure {
                message: stop.message.into_owned(),
                reference: self.reference,
                retryable: stop.retryable.unwrap_or(false),
                outcome,
            });
        }
        let harmless = matches!(outcome, Outcome::NotStarted | Outcome::NoEffect);
        let passing = stop.retryable.unwrap_or(true)
            && matches!(
                stop.code,
                Code::AuditUnavailable
                    | Code::RateLimited
                    | Code::Overloaded
                    | Code::CircuitOpen
                    | Code::IdempotencyPending
                    | Code::ApprovalRequired
                    | Code::DeadlineExceeded
                    | Code::Cancelled
            );
        CallError::Refused(Refusal {
            code: stop.shown_as.unwrap_or(stop.code),
            message: stop.message,
            fields: stop.fields,
            approval: stop.approval,
            reference: self.reference,
            retryable: harmless && passing,
            retry_after: stop.retry_after,
            outcome,
        })
    }
}

/// What became of the effect of a call that gave no answer.
pub(crate) fn outcome(phase: Phase, effect: Option<Effect>) -> Outcome {
    let reads = effect.is_none_or(|effect| effect == Effect::Read);
    match phase {
        Phase::Waiting => Outcome::NotStarted,
        Phase::Failed => Outcome::Failed,
        Phase::Running | Phase::Answered if reads => Outcome::NoEffect,
        Phase::Answered => Outcome::Completed,
        Phase::Running => Outcome::Unknown,
    }
}

impl Drop for Audited<'_> {
    fn drop(&mut self) {
        if !matches!(self.record_in, RecordIn::Done) {
            let mut record = self.ending(self.event(), Code::Cancelled.as_str(), self.outcome());
            record.reason = Some("the caller went away".into());
            self.send(record);
        }
    }
}
