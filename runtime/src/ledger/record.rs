//! One record: what happened to one call, without its arguments and without its output.

use std::time::{Duration, SystemTime};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::approval::ApprovalId;
use crate::authority::Effect;
use crate::call::{Call, TraceId};
use crate::caller::Caller;
use crate::capability::Exception;
use crate::plugin::Loaded;
use crate::refusal::{Outcome, Reference};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Event {
    /// A gate was built; one record for the gate.
    GateStarted,
    /// A capability stands in the gate under an exception to a rule; one record for each, after `gate.started`.
    ExceptionDeclared,
    /// A guard said no before the body.
    CallRefused,
    /// So many calls were refused without a record of their own, because too many came at once.
    RefusalsCounted,
    /// A body with an effect is about to start.
    CallIntent,
    /// The body ended, or its caller was answered without it.
    CallFinished,
    /// A body holds its thread past its deadline.
    BodyStuck,
    /// A body ended after its caller was answered or had gone away.
    BodyEndedLate,
    /// A person said what became of a call whose outcome was not known.
    CallResolved,
    /// A ledger was opened, and begins a segment; `count` says how many calls in it have no outcome.
    LedgerOpened,
    /// A segment of the ledger was full or old, and this is the first record of the next.
    LedgerRotated,
    /// A crash had left an incomplete end, which was cut; `count` says how many bytes.
    LedgerRecovered,
    /// The gate's owner knows of a damage in the ledger and goes on all the same.
    LedgerDamageAcknowledged,
    /// A call is about to use a secret; one record for each call and secret.
    SecretRevealed,
    /// A secret has a new version, whose number is the count.
    SecretRotated,
    /// A secret could not be exchanged, and stays as it was; once for as long as the reason is the same.
    SecretRotationFailed,
    /// A capability failed so often in a row that it is not called for a while.
    BreakerOpened,
    /// It works again.
    BreakerClosed,
    /// A call needs an approval, and the approvers are asked.
    ApprovalRequested,
    /// An approver has agreed to that call.
    ApprovalGranted,
    /// An approver has refused that call.
    ApprovalRefused,
    /// A request was not answered in time, or what was granted was not used in time.
    ApprovalExpired,
    /// A plugin is loaded, and calls of it are let in from now on.
    PluginLoaded,
    /// A plugin could not be loaded, and is not there.
    PluginLoadFailed,
    /// A plugin is gone; `count` says how many of its bodies had not ended by then.
    PluginUnloaded,
}

impl Event {
    /// The event's name, such as `call.refused`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Event::GateStarted => "gate.started",
            Event::ExceptionDeclared => "exception.declared",
            Event::CallRefused => "call.refused",
            Event::RefusalsCounted => "refusals.counted",
            Event::CallIntent => "call.intent",
            Event::CallFinished => "call.finished",
            Event::BodyStuck => "body.stuck",
            Event::BodyEndedLate => "body.ended_late",
            Event::CallResolved => "call.resolved",
            Event::LedgerOpened => "ledger.opened",
            Event::LedgerRotated => "ledger.rotated",
            Event::LedgerRecovered => "ledger.recovered",
            Event::LedgerDamageAcknowledged => "ledger.damage_acknowledged",
            Event::SecretRevealed => "secret.revealed",
            Event::SecretRotated => "secret.rotated",
            Event::SecretRotationFailed => "secret.rotation_failed",
            Event::BreakerOpened => "breaker.opened",
            Event::BreakerClosed => "breaker.closed",
            Event::ApprovalRequested => "approval.requested",
            Event::ApprovalGranted => "approval.granted",
            Event::ApprovalRefused => "approval.refused",
            Event::ApprovalExpired => "approval.expired",
            Event::PluginLoaded => "plugin.loaded",
            Event::PluginLoadFailed => "plugin.load_failed",
            Event::PluginUnloaded => "plugin.unloaded",
        }
    }
}

/// A value that the body noted with [`Call::note`](crate::Call::note).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Note {
    /// The key, from the source code.
    pub key: &'static str,
    /// The value.
    pub value: Value,
}

/// One line of the ledger. Fields that do not apply are left out of the JSON.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Counts up by one, from 1.
    pub sequence: u64,
    /// When (UTC).
    pub time: SystemTime,
    /// What happened.
    pub event: Event,
    /// The call.
    pub reference: Option<Reference>,
    /// The trace that the call belongs to.
    pub trace_id: Option<TraceId>,
    /// Who asked.
    pub caller: Option<Caller>,
    /// The capability, or the name that was asked for and does not exist (at most 64 characters of it).
    pub capability: Option<std::borrow::Cow<'static, str>>,
    /// What the capability may change.
    pub effect: Option<Effect>,
    /// `answered`, or the code of the refusal: the true one, also where the caller was told less.
    pub result: Option<&'static str>,
    /// For a failure the variant's name, for a panic the place in the code, for a refusal which rule.
    pub reason: Option<String>,
    /// What became of the effect.
    pub outcome: Option<Outcome>,
    /// From the gate's door to the answer.
    pub duration: Option<Duration>,
    /// Size of the input, in bytes.
    pub input_bytes: Option<usize>,
    /// Size of the output, in bytes.
    pub output_bytes: Option<usize>,
    /// The name of the secret that was used or rotated.
    // portcullis: allow(plain_credential, reason = "a name, and never a secret")
    pub secret: Option<String>,
    /// How many, where one record stands for several calls; of a secret, the number of its version.
    pub count: Option<u64>,
    /// The first call with the same idempotency key, where this one got what came of that.
    pub repeats: Option<Reference>,
    /// The request for an approval, and of a call the one under which it ran.
    pub approval: Option<ApprovalId>,
    /// Who granted or refused it, by the name that the gate's builder gave.
    pub approver: Option<String>,
    /// How often the body ran, where that is more than once.
    pub attempts: Option<u32>,
    /// What the body noted.
    pub notes: Vec<Note>,
    /// How many notes there was no room for.
    pub notes_dropped: usize,
    /// The exception that is declared.
    pub exception: Option<Exception>,
    /// The plugin that came or went.
    pub plugin: Option<Loaded>,
}

impl Record {
    /// A record of `event` with nothing in it; the ledger's queue gives it its sequence number.
    #[inline]
    pub(crate) fn new(event: Event, time: SystemTime) -> Self {
        Record {
            sequence: 0,
            time,
            event,
            reference: None,
            trace_id: None,
            caller: None,
            capability: None,
            effect: None,
            result: None,
            reason: None,
            outcome: None,
            duration: None,
            input_bytes: None,
            output_bytes: None,
            secret: None,
            count: None,
            repeats: None,
            approval: None,
            approver: None,
            attempts: None,
            notes: Vec::new(),
            notes_dropped: 0,
            exception: None,
            plugin: None,
        }
    }
}

impl Record {
    /// Names the approval under which the call runs, if it takes one.
    pub(crate) fn under(&mut self, call: &Call) {
        if let Some((approval, approver)) = call.approval() {
            self.approval = Some(approval);
            self.approver = Some(approver.to_string());
        }
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize_as(self.sequence, serializer)
    }
}

impl Record {
    /// Under the number that a ledger gives it.
    pub(super) fn serialize_as<S: Serializer>(
        &self,
        sequence: u64,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("sequence", &sequence)?;
        map.serialize_entry(
            "time",
            &format_args!("{}", humantime::format_rfc3339_nanos(within_reason(self.time))),
        )?;
        map.serialize_entry("event", self.event.as_str())?;
        entry(&mut map, "reference", &self.reference)?;
        entry(&mut map, "trace_id", &self.trace_id)?;
        entry(&mut map, "caller", &self.caller.as_ref().map(ToString::to_string))?;
        entry(&mut map, "capability", &self.capability)?;
        entry(&mut map, "effect", &self.effect)?;
        entry(&mut map, "result", &self.result)?;
        entry(&mut map, "reason", &self.reason)?;
        entry(&mut map, "outcome", &self.outcome.map(Outcome::as_str))?;
        entry(&mut map, "duration_us", &self.duration.map(|duration| duration.as_micros() as u64))?;
        entry(&mut map, "input_bytes", &self.input_bytes)?;
        entry(&mut map, "output_bytes", &self.output_bytes)?;
        entry(&mut map, "secret", &self.secret)?;
        entry(&mut map, "count", &self.count)?;
        entry(&mut map, "repeats", &self.repeats)?;
        entry(&mut map, "approval", &self.approval)?;
        entry(&mut map, "approver", &self.approver)?;
        entry(&mut map, "attempts", &self.attempts)?;
        if !self.notes.is_empty() {
            map.serialize_entry("notes", &Notes(&self.notes))?;
        }
        if self.notes_dropped > 0 {
            map.serialize_entry("notes_dropped", &self.notes_dropped)?;
        }
        entry(&mut map, "exception", &self.exception)?;
        entry(&mut map, "plugin", &self.plugin)?;
        map.end()
    }
}

/// A clock may be wrong; dates outside of 1970 to 9999 have no form in which they could be written.
fn within_reason(time: SystemTime) -> SystemTime {
    let last = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799);
    time.clamp(SystemTime::UNIX_EPOCH, last)
}

fn entry<M: SerializeMap, T: Serialize>(map: &mut M, key: &str, value: &Option<T>) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key, value),
        None => Ok(()),
    }
}

/// A list of pairs and not an object: a key may be noted more than once, and none is lost.
struct Notes<'a>(&'a [Note]);

impl Serialize for Notes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|note| (note.key, &note.value)))
    }
}
