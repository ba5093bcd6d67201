//! Why a call goes no further: what a stage returns instead of its proof.

use std::borrow::Cow;
use std::time::Duration;

use crate::approval::ApprovalId;
use crate::bound::Fault;
use crate::failure::Failed;
use crate::ledger::queue::Unavailable;
use crate::refusal::Code;

/// A stage's no, or a body's end without an answer.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) code: Code,
    /// What the caller reads.
    pub(crate) message: Cow<'static, str>,
    pub(crate) fields: Vec<Fault>,
    pub(crate) retry_after: Option<Duration>,
    /// What the ledger holds besides the code; no data of the caller's.
    pub(crate) reason: Option<String>,
    /// The code that the caller reads, where the true one would tell too much.
    pub(crate) shown_as: Option<Code>,
    /// The request for an approval that the caller may refer to.
    pub(crate) approval: Option<ApprovalId>,
    /// Whether to try again, where the code alone does not say.
    pub(crate) retryable: Option<bool>,
}

impl Stop {
    pub(crate) fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Stop {
            code,
            message: message.into(),
            fields: Vec::new(),
            retry_after: None,
            reason: None,
            shown_as: None,
            approval: None,
            retryable: None,
        }
    }

    pub(crate) fn fields(mut self, fields: Vec<Fault>) -> Self {
        self.fields = fields;
        self
    }

    pub(crate) fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    pub(crate) fn approval(mut self, request: ApprovalId) -> Self {
        self.approval = Some(request);
        self
    }

    pub(crate) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The caller may not call this capability, or there is none: both look the same.
    pub(crate) fn not_authorized() -> Self {
        Stop::new(Code::NotAuthorized, NOT_AUTHORIZED)
    }

    /// To the caller this looks like any capability that is not there.
    pub(crate) fn shown_as_not_authorized(mut self) -> Self {
        self.shown_as = Some(Code::NotAuthorized);
        self.message = Cow::Borrowed(NOT_AUTHORIZED);
        self.fields.clear();
        self.retry_after = None;
        self.approval = None;
        self
    }

    pub(crate) fn audit_unavailable(ledger: Unavailable) -> Self {
        let mut stop = Stop::new(Code::AuditUnavailable, "the call cannot be recorded, so it was not made");
        stop.retryable = Some(ledger == Unavailable::Full);
        stop
    }

    pub(crate) fn deadline_exceeded(timeout: Duration) -> Self {
        Stop::new(Code::DeadlineExceeded, format!("no answer within the time-out of {timeout:?}"))
    }

    pub(crate) fn cancelled() -> Self {
        Stop::new(Code::Cancelled, "the call was cancelled")
    }

    pub(crate) fn failed(failed: Failed) -> Self {
        let mut public_text = failed.public_text;
        if let Some((end, _)) = public_text.char_indices().nth(PUBLIC_TEXT) {
            public_text.truncate(end);
        }
        let mut stop = Stop::new(Code::Failed, public_text).because(failed.kind);
        stop.retryable = Some(failed.retryable && !failed.unknown);
        stop
    }
}

/// The longest public text of a failure, in characters; more is cut, after the leak scan, which half of a secret would pass.
const PUBLIC_TEXT: usize = 1024;

const NOT_AUTHORIZED: &str = "not authorized";
