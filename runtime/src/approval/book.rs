//! The requests that are open or answered, by their ids, by what they are for, and by when they expire.
//!
//! It holds what is known and decides nothing: who may answer, and whether an answer is good, is for
//! [`Approvals`](super::Approvals).

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::{Approval, ApprovalId};
use crate::authority::Effect;
use crate::call::TraceId;
use crate::caller::Caller;
use crate::capability::CapabilityId;
use crate::refusal::Reference;

/// Requests that may be open at the same time.
const REQUESTS: usize = 1_024;

/// Requests of one caller: nobody is worn down, and nobody takes the room of all others.
const OF_ONE_CALLER: usize = 16;

#[derive(Default)]
pub(super) struct Book {
    pub(super) entries: HashMap<ApprovalId, Entry>,
    /// The latest request for a call.
    pub(super) by_subject: HashMap<Subject, ApprovalId>,
    by_expiry: BTreeSet<(Instant, ApprovalId)>,
}

/// What an approval is for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Subject {
    pub(super) caller: Caller,
    /// By its type: a plugin that is loaded later may have another one of the same name.
    pub(super) capability: CapabilityId,
    /// The SHA-256 of their canonical JSON.
    pub(super) arguments: [u8; 32],
}

pub(super) struct Entry {
    pub(super) subject: Subject,
    /// The call that asked.
    pub(super) asked_by: AskedBy,
    /// Who may answer.
    pub(super) approvers: Vec<Arc<str>>,
    pub(super) state: State,
    pub(super) until: Instant,
    pub(super) expires: SystemTime,
}

#[derive(Clone, Copy)]
pub(super) struct AskedBy {
    pub(super) reference: Reference,
    pub(super) trace_id: TraceId,
    pub(super) effect: Effect,
}

pub(super) enum State {
    Open,
    Granted(Arc<str>, Approval),
    Refused,
    /// A call is on its way with it.
    Taken(Arc<str>, Approval),
}

impl Book {
    /// The latest request for this call, if it can still come to something: open, granted or refused by one of those who
    /// may answer now.
    pub(super) fn usable(&self, subject: &Subject, approvers: &[Arc<str>]) -> Option<ApprovalId> {
        let id = self.by_subject.get(subject)?;
        let entry = self.entries.get(id)?;
        let usable = match &entry.state {
            State::Open => entry.approvers.iter().any(|name| approvers.contains(name)),
            State::Granted(approver, _) => approvers.contains(approver),
            State::Refused => true,
            State::Taken(..) => false,
        };
        usable.then_some(*id)
    }

    /// When there is room again for a request of this caller, if there is none.
    pub(super) fn full_until(&self, caller: &Caller) -> Option<Instant> {
        let of_caller = self.entries.values().filter(|entry| entry.subject.caller == *caller);
        if of_caller.clone().count() >= OF_ONE_CALLER {
            return of_caller.map(|entry| entry.until).min();
        }
        let is_full = self.entries.len() >= REQUESTS;
        self.by_expiry.first().filter(|_| is_full).map(|(until, _)| *until)
    }

    pub(super) fn enter(&mut self, id: ApprovalId, entry: Entry) {
        self.by_expiry.insert((entry.until, id));
        self.by_subject.insert(entry.subject.clone(), id);
        self.entries.insert(id, entry);
    }

    pub(super) fn remove(&mut self, id: ApprovalId) -> Option<Entry> {
        let entry = self.entries.remove(&id)?;
        self.by_expiry.remove(&(entry.until, id));
        if self.by_subject.get(&entry.subject) == Some(&id) {
            self.by_subject.remove(&entry.subject);
        }
        Some(entry)
    }

    pub(super) fn take_expired(&mut self, now: Instant, utc: SystemTime) -> Option<(ApprovalId, Entry)> {
        let (until, id) = *self.by_expiry.first()?;
        let is_over = until <= now || self.entries.get(&id).is_none_or(|entry| entry.expires <= utc);
        is_over.then(|| self.remove(id)).flatten().map(|entry| (id, entry))
    }
}
