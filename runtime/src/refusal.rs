//! What a caller may read when a call did not succeed. Nothing here holds a value that the caller sent.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::approval::ApprovalId;
use crate::bound::Fault;

/// Which guard said no, or how a body ended that gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The call could not be recorded, so it did not happen.
    AuditUnavailable,
    /// More bytes than `max_input`.
    InputTooLarge,
    /// No permit for this caller; an unknown capability looks the same.
    NotAuthorized,
    /// Too many calls of this caller.
    RateLimited,
    /// Too many calls at the same time.
    Overloaded,
    /// It failed too often in a row, so it is not called for a while.
    CircuitOpen,
    /// Not JSON, or not of the declared shape.
    MalformedInput,
    /// Of the right shape, with fields that break their rules.
    InvalidInput,
    /// Somebody else must agree to this call first.
    ApprovalRequired,
    /// An approver has refused this call, or the approval that came with it is not for it.
    ApprovalInvalid,
    /// The capability takes no idempotency key.
    IdempotencyUnsupported,
    /// The idempotency key was used with other arguments.
    IdempotencyConflict,
    /// The first call with this idempotency key is still running.
    IdempotencyPending,
    /// The first call with this idempotency key began, and nobody knows how it ended.
    OutcomeUnknown,
    /// No answer within the time-out.
    DeadlineExceeded,
    /// The body panicked.
    Panicked,
    /// The call was cancelled.
    Cancelled,
    /// The body reported a failure.
    Failed,
    /// More bytes than `max_output`.
    OutputTooLarge,
    /// The output broke its own declared bounds, could not be encoded, or holds a secret of the gate's.
    OutputWithheld,
}

impl Code {
    /// The word that callers and the ledger read, such as `input_too_large`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::AuditUnavailable => "audit_unavailable",
            Code::InputTooLarge => "input_too_large",
            Code::NotAuthorized => "not_authorized",
            Code::RateLimited => "rate_limited",
            Code::Overloaded => "overloaded",
            Code::CircuitOpen => "circuit_open",
            Code::MalformedInput => "malformed_input",
            Code::InvalidInput => "invalid_input",
            Code::ApprovalRequired => "approval_required",
            Code::ApprovalInvalid => "approval_invalid",
            Code::IdempotencyUnsupported => "idempotency_unsupported",
            Code::IdempotencyConflict => "idempotency_conflict",
            Code::IdempotencyPending => "idempotency_pending",
            Code::OutcomeUnknown => "outcome_unknown",
            Code::DeadlineExceeded => "deadline_exceeded",
            Code::Panicked => "panicked",
            Code::Cancelled => "cancelled",
            Code::Failed => "failed",
            Code::OutputTooLarge => "output_too_large",
            Code::OutputWithheld => "output_withheld",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of the effect of a call that gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The body never started.
    NotStarted,
    /// The body started, and can change nothing.
    NoEffect,
    /// The body started and may have changed something, all of it or a part; the ledger holds what is known.
    Unknown,
    /// The body ended and said that it failed.
    Failed,
    /// The body ended well, and its answer was withheld: do not call again.
    Completed,
}

impl Outcome {
    /// The word that callers and the ledger read, such as `not_started`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::NotStarted => "not_started",
            Outcome::NoEffect => "no_effect",
            Outcome::Unknown => "unknown",
            Outcome::Failed => "failed",
            Outcome::Completed => "completed",
        }
    }
}

/// Finds a call in the ledger and the traces: 26 characters, ordered by time (a ULID).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(ulid::Ulid);

impl Reference {
    pub(crate) fn new(utc: std::time::SystemTime) -> Self {
        let since_1970 = utc.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Reference(ulid::Ulid::from_parts(since_1970.as_millis() as u64, fastrand::u128(..)))
    }

    /// One that stands in a ledger.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        ulid::Ulid::from_string(text).ok().map(Reference)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A guard said no, or the body gave no answer. `Display` is the public text.
///
/// As JSON (the same as of [`CallError`]):
/// `{"code":"invalid_input","message":"1 field is not valid","fields":[{"path":"/limit","rule":"range","min":1,"max":50}],
/// "reference":"01J…","retryable":false,"retry_after_ms":null,"outcome":"not_started"}`; with `approval_required` also
/// `"approval":"<id of the request>"`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    /// Which guard, or how the body ended.
    pub code: Code,
    /// The public text.
    pub message: Cow<'static, str>,
    /// What is wrong with the input, field by field.
    pub fields: Vec<Fault>,
    /// The request for an approval, where one is asked for.
    pub approval: Option<ApprovalId>,
    /// Finds the full story in the ledger.
    pub reference: Reference,
    /// Whether the very same call may succeed later.
    pub retryable: bool,
    /// How long to wait before that, where it is known.
    pub retry_after: Option<Duration>,
    /// What became of the call's effect.
    pub outcome: Outcome,
}

/// The body ran and could not do it. `Display` is the public text that its author wrote.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// The public text.
    pub message: String,
    /// Finds the full story in the ledger.
    pub reference: Reference,
    /// Whether the very same call may succeed later.
    pub retryable: bool,
    /// What became of the call's effect.
    pub outcome: Outcome,
}

/// Why a call gave no answer.
///
/// ```
/// # use portcullis::prelude::*;
/// # /// Divides.
/// # #[capability(read)]
/// # fn divide(a: i32, b: i32) -> Result<i32, Undefined> { a.checked_div(b).ok_or(Undefined::Quotient) }
/// # #[failure]
/// # enum Undefined { #[public("the quotient is undefined")] Quotient }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use portcullis::CallError;
///
/// let gate = Gate::builder()
///     .capability(divide)
///     .authorizer(Permits::none().permit(Caller::local(), divide))
///     .ledger(Memory::new())
///     .build()?;
/// match gate.call(divide, &Caller::local(), (1, 0)).await {
///     Err(CallError::Failed(failure)) => assert_eq!(failure.message, "the quotient is undefined"),
///     other => panic!("{other:?}"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CallError {
    /// A guard said no, or the body gave no answer.
    Refused(Refusal),
    /// The body ran and could not do it.
    Failed(Failure),
}

impl CallError {
    /// The code; [`Code::Failed`] for a failure.
    pub fn code(&self) -> Code {
        match self {
            CallError::Refused(refusal) => refusal.code,
            CallError::Failed(_) => Code::Failed,
        }
    }

    /// Finds the full story in the ledger.
    pub fn reference(&self) -> Reference {
        match self {
            CallError::Refused(refusal) => refusal.reference,
            CallError::Failed(failure) => failure.reference,
        }
    }

    /// Whether the very same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            CallError::Refused(refusal) => refusal.retryable,
            CallError::Failed(failure) => failure.retryable,
        }
    }

    /// What became of the call's effect.
    pub fn outcome(&self) -> Outcome {
        match self {
            CallError::Refused(refusal) => refusal.outcome,
            CallError::Failed(failure) => failure.outcome,
        }
    }

    /// The request for an approval, where one is asked for ([`Code::ApprovalRequired`]).
    pub fn approval(&self) -> Option<ApprovalId> {
        match self {
            CallError::Refused(refusal) => refusal.approval,
            CallError::Failed(_) => None,
        }
    }

    /// What is wrong with the input, field by field.
    pub fn fields(&self) -> &[Fault] {
        match self {
            CallError::Refused(refusal) => &refusal.fields,
            CallError::Failed(_) => &[],
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallError::Refused(refusal) => refusal.fmt(f),
            CallError::Failed(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}
impl std::error::Error for Failure {}
impl std::error::Error for CallError {}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for CallError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let retry_after = match self {
            CallError::Refused(refusal) => {
                refusal.retry_after.map(|wait| wait.as_nanos().div_ceil(1_000_000) as u64)
            }
            CallError::Failed(_) => None,
        };
        let approval = self.approval();
        let mut object = serializer.serialize_struct("CallError", 7 + usize::from(approval.is_some()))?;
        object.serialize_field("code", self.code().as_str())?;
        object.serialize_field("message", &format_args!("{self}"))?;
        object.serialize_field("fields", self.fields())?;
        object.serialize_field("reference", &self.reference())?;
        object.serialize_field("retryable", &self.is_retryable())?;
        object.serialize_field("retry_after_ms", &retry_after)?;
        object.serialize_field("outcome", self.outcome().as_str())?;
        if let Some(approval) = approval {
            object.serialize_field("approval", &approval)?;
        }
        object.end()
    }
}
