//! Who may agree, and what is put before them.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::SystemTime;

use super::approvals::Approvals;
use super::{Approval, ApprovalId};
use crate::authority::Effect;
use crate::caller::Caller;

/// Someone who may agree to calls. Given to a gate under a name:
/// [`GateBuilder::approver`](crate::GateBuilder::approver).
///
/// Every `Fn(ApprovalRequest)` is one:
///
/// ```
/// use portcullis::approval::ApprovalRequest;
/// use portcullis::prelude::*;
///
/// let (send, inbox) = std::sync::mpsc::channel();
/// let builder = Gate::builder().approver("supervisor", move |request: ApprovalRequest| {
///     // A request that nobody receives stays open until it expires.
///     let _ = send.send(request);
/// });
/// # let _ = (builder, inbox);
/// ```
pub trait Approver: Send + Sync + 'static {
    /// Takes a request to whoever answers it. It may answer at once, later or never, on any thread. With an answer that is there
    /// when this returns the call goes on, and is not refused before.
    ///
    /// It is called within the call that asks, on the body pool, so it should not wait. A panic is caught and leaves the
    /// request open.
    fn ask(&self, request: ApprovalRequest);

    /// Whether the caller's own client gives the answer, by the word of the gate's owner that this client can be trusted.
    /// The ledger holds it with each answer. Asked once, when the approver is given to the gate.
    fn is_callers_own_client(&self) -> bool {
        false
    }
}

impl<F: Fn(ApprovalRequest) + Send + Sync + 'static> Approver for F {
    fn ask(&self, request: ApprovalRequest) {
        self(request);
    }
}

/// A call that waits for an approval, as one approver sees it. The first answer counts; one that is dropped unanswered
/// leaves it to the others. If nobody has it any more, the same call asks anew.
pub struct ApprovalRequest {
    pub(super) approver: Arc<str>,
    pub(super) shown: Arc<Shown>,
}

/// What approvers see of a call. Shared by those who are asked; when none of them has it any more, nobody can answer.
pub(super) struct Shown {
    pub(super) approvals: Weak<Approvals>,
    pub(super) id: ApprovalId,
    pub(super) capability: &'static str,
    pub(super) description: &'static str,
    pub(super) effect: Effect,
    pub(super) caller: Caller,
    pub(super) arguments: String,
    pub(super) expires: SystemTime,
}

impl ApprovalRequest {
    /// Which request: what the caller was told, and what the ledger holds.
    pub fn id(&self) -> ApprovalId {
        self.shown.id
    }

    /// The name under which this approver is asked.
    pub fn approver(&self) -> &str {
        &self.approver
    }

    /// The capability's name.
    pub fn capability(&self) -> &'static str {
        self.shown.capability
    }

    /// What it says of itself.
    pub fn description(&self) -> &'static str {
        self.shown.description
    }

    /// The first paragraph of that, on one line.
    pub fn summary(&self) -> String {
        let first = self.description().split("\n\n").next().unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What it may change.
    pub fn effect(&self) -> Effect {
        self.shown.effect
    }

    /// Who asks.
    pub fn caller(&self) -> &Caller {
        &self.shown.caller
    }

    /// The arguments, which were decoded and are valid, as the caller wrote them: a field that is left out has its default.
    /// JSON on one line, its keys in order, with secrets of the gate masked, and with `\u…` for all that a reader could not see
    /// or that could hide the rest: control characters, characters without a shape, spaces beyond the first, and what begins
    /// markup (`<`, `>`, `&`, `` ` ``). At most 64 KiB before that.
    pub fn arguments(&self) -> &str {
        &self.shown.arguments
    }

    /// When it can no longer be answered, nor its answer be used (UTC).
    pub fn expires(&self) -> SystemTime {
        self.shown.expires
    }

    /// Whether an answer would still count.
    pub fn is_open(&self) -> bool {
        self.shown.approvals.upgrade().is_some_and(|approvals| approvals.is_open(self.id()))
    }

    /// Agrees to this call, once.
    ///
    /// # Errors
    ///
    /// [`ApprovalError`]: the answer came too late or could not be recorded, and does not count.
    pub fn grant(self) -> Result<Approval, ApprovalError> {
        self.approvals()?.grant(self.id(), &self.approver)
    }

    /// Says no. The same call is refused without asking again until the request would have expired.
    ///
    /// # Errors
    ///
    /// [`ApprovalError`]: the answer came too late or could not be recorded. The call stays refused all the same.
    pub fn refuse(self) -> Result<(), ApprovalError> {
        self.approvals()?.refuse(self.id(), &self.approver)
    }

    fn approvals(&self) -> Result<Arc<Approvals>, ApprovalError> {
        self.shown.approvals.upgrade().ok_or(ApprovalError::GateGone)
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some(approvals) = self.approvals.upgrade() {
            approvals.let_go(self.id);
        }
    }
}

/// One line for whoever answers: who wants to call what, and with which arguments.
impl fmt::Display for ApprovalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown { capability, effect, caller, arguments, .. } = &*self.shown;
        write!(f, "{caller} asks for `{capability}` ({effect}) with {arguments}")
    }
}

/// Shows no arguments.
impl fmt::Debug for ApprovalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApprovalRequest")
            .field("id", &self.id())
            .field("approver", &self.approver())
            .field("capability", &self.capability())
            .finish_non_exhaustive()
    }
}

/// Why an answer does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApprovalError {
    /// Too much time has passed.
    #[error("the request has expired: the caller must ask again")]
    Expired,
    /// It was answered before, by this approver or another.
    #[error("the request has been answered already")]
    Answered,
    /// The ledger does not take it.
    #[error("the answer cannot be recorded, so it does not count")]
    Unrecorded,
    /// There is no gate any more.
    #[error("the gate that asked is gone")]
    GateGone,
}
