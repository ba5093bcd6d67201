//! The open requests of one gate: which call each is for, who may answer it, and what was answered.
//!
//! A request that is used is forgotten at once, so nothing can be used twice. All are forgotten when they expire.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::approver::Shown;
use super::book::{AskedBy, Book, Entry, State, Subject};
use super::signature::SigningKey;
use super::{Approval, ApprovalError, ApprovalId, ApprovalRequest, Approver};
use crate::authority::Effect;
use crate::body_pool::discard;
use crate::call::{Call, Phase};
use crate::caller::{Caller, Principal};
use crate::capability::CapabilityId;
use crate::clock::Clock;
use crate::guard::stop::Stop;
use crate::json;
use crate::ledger::queue::{Queue, Unavailable};
use crate::ledger::{Event, Record};
use crate::refusal::Code;
use crate::secret::custody::Keeper;

/// From a request to the last moment at which it can be used, unless told otherwise.
pub(crate) const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// When a caller may look again whether his request was answered.
const ANSWER_WAIT: Duration = Duration::from_secs(5);

/// What a gate's builder knows of approvals.
pub(crate) struct Settings {
    pub(crate) approvers: Vec<Named>,
    pub(crate) lifetime: Duration,
}

/// An approver with the name under which the gate has it.
pub(crate) struct Named {
    pub(crate) name: Arc<str>,
    approver: Arc<dyn Approver>,
    is_callers_own_client: bool,
}

impl Named {
    pub(crate) fn new(name: &str, approver: Arc<dyn Approver>) -> Self {
        // Asked once, and not while a request is answered: it is somebody else's code.
        Named { name: name.into(), is_callers_own_client: approver.is_callers_own_client(), approver }
    }
}

/// The approvals of one gate.
pub(crate) struct Approvals {
    key: SigningKey,
    settings: Settings,
    clock: Arc<dyn Clock>,
    ledger: Weak<Queue>,
    keeper: Arc<Keeper>,
    book: Mutex<Book>,
}

/// Who has to agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Consent {
    /// Any approver of the gate.
    OfAnyone,
    /// One of those with these names.
    OfOneOf(Vec<String>),
}

/// A call that needs an approval.
pub(crate) struct Wanted<'a> {
    pub(crate) call: &'a Call,
    pub(crate) capability: CapabilityId,
    pub(crate) description: &'static str,
    pub(crate) effect: Effect,
    /// The canonical JSON of the arguments.
    pub(crate) arguments: &'a str,
    pub(crate) consent: Consent,
    /// The one that the caller has brought.
    pub(crate) approval: Option<&'a Approval>,
}

/// An approval in use. Dropped before the body has started, it can be used again; otherwise never.
pub(crate) struct Taken {
    approvals: Arc<Approvals>,
    id: ApprovalId,
    call: Call,
}

/// Whether an approver may be called so: as in a policy.
pub(crate) fn is_name(name: &str) -> bool {
    let tail = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    name.len() <= 64 && name.starts_with(|first: char| first.is_ascii_lowercase()) && name.bytes().all(tail)
}

impl Approvals {
    /// `None` if the operating system has no random numbers.
    pub(crate) fn new(
        settings: Settings,
        clock: Arc<dyn Clock>,
        ledger: &Arc<Queue>,
        keeper: Arc<Keeper>,
    ) -> Option<Arc<Self>> {
        Some(Arc::new(Approvals {
            key: SigningKey::random()?,
            settings,
            clock,
            ledger: Arc::downgrade(ledger),
            keeper,
            book: Mutex::default(),
        }))
    }

    /// The names of all approvers.
    #[cfg(feature = "testing")]
    pub(crate) fn names(&self) -> Vec<String> {
        self.settings.approvers.iter().map(|named| named.name.to_string()).collect()
    }

    /// Takes the approval of this call, or asks for one.
    pub(crate) fn require(self: &Arc<Self>, wanted: &Wanted<'_>) -> Result<Taken, Stop> {
        let subject = Subject {
            caller: wanted.call.caller().clone(),
            capability: wanted.capability,
            arguments: Sha256::digest(wanted.arguments).into(),
        };
        let approvers = self.approvers(&wanted.consent, &subject.caller);
        if approvers.is_empty() {
            return Err(Stop::not_authorized().because("nobody who may approve it"));
        }
        let id = match wanted.approval {
            Some(approval) => {
                return self.take_from(&mut self.book(), approval, &subject, &approvers, wanted.call);
            }
            None => self.ask(&subject, &approvers, wanted)?,
        };
        self.take_granted(id, &subject, &approvers, wanted.call)
    }

    /// Those who may agree to a call of this caller, who is never one of them.
    fn approvers(&self, consent: &Consent, caller: &Caller) -> Vec<Arc<str>> {
        let is_asked = |name: &str| match consent {
            Consent::OfAnyone => true,
            Consent::OfOneOf(names) => names.iter().any(|it| it == name),
        };
        let is_caller = |name: &str| matches!(caller.principal(), Principal::Approver(it) if **it == *name);
        let names = self.settings.approvers.iter().map(|named| &named.name);
        names.filter(|name| is_asked(name) && !is_caller(name)).cloned().collect()
    }

    /// The request for this call: one that there is, or a new one, which is put to the approvers.
    fn ask(
        self: &Arc<Self>,
        subject: &Subject,
        approvers: &[Arc<str>],
        wanted: &Wanted<'_>,
    ) -> Result<ApprovalId, Stop> {
        if let Some(id) = self.book().usable(subject, approvers) {
            return Ok(id);
        }
        // Without the lock: it takes its time.
        let arguments = json::visible(&self.keeper.mask(wanted.arguments));
        let shown = {
            let mut book = self.book();
            if let Some(id) = book.usable(subject, approvers) {
                return Ok(id);
            }
            Arc::new(self.enter(&mut book, subject, approvers, wanted, arguments)?)
        };
        // Without the lock: it is the approvers' code, and may answer at once.
        for Named { name, approver, .. } in &self.settings.approvers {
            if !approvers.contains(name) {
                continue;
            }
            let request = ApprovalRequest { approver: name.clone(), shown: shown.clone() };
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| approver.ask(request))) {
                discard(panic);
                tracing::error!(approver = %name, "an approver panicked, and the request stays open");
            }
        }
        Ok(shown.id)
    }

    /// Writes a new request down, here and in the ledger.
    fn enter(
        self: &Arc<Self>,
        book: &mut Book,
        subject: &Subject,
        approvers: &[Arc<str>],
        wanted: &Wanted<'_>,
        arguments: String,
    ) -> Result<Shown, Stop> {
        let now = self.clock.now();
        if let Some(next) = book.full_until(&subject.caller) {
            return Err(Stop::new(
                Code::RateLimited,
                "too many requests for an approval are open; wait until they are answered",
            )
            .retry_after(next.saturating_duration_since(now)));
        }
        let slot = self.ledger.upgrade().map(|ledger| ledger.reserve().map_err(Stop::audit_unavailable));
        let (Some(slot), Some(id)) = (slot.transpose()?, ApprovalId::random()) else {
            return Err(Stop::not_authorized().because("no approval can be asked for"));
        };
        let entry = Entry {
            subject: subject.clone(),
            asked_by: AskedBy {
                reference: wanted.call.reference(),
                trace_id: wanted.call.trace_id(),
                effect: wanted.effect,
            },
            approvers: approvers.to_vec(),
            state: State::Open,
            until: now + self.settings.lifetime,
            expires: self.clock.utc() + self.settings.lifetime,
        };
        if !slot.send(self.record(Event::ApprovalRequested, id, &entry)) {
            return Err(Stop::audit_unavailable(Unavailable::Failed));
        }
        let shown = Shown {
            approvals: Arc::downgrade(self),
            id,
            capability: wanted.capability.name(),
            description: wanted.description,
            effect: wanted.effect,
            caller: subject.caller.clone(),
            arguments,
            expires: entry.expires,
        };
        book.enter(id, entry);
        Ok(shown)
    }

    /// Takes what was granted for this call, without the caller having said which approval he means.
    fn take_granted(
        self: &Arc<Self>,
        id: ApprovalId,
        subject: &Subject,
        approvers: &[Arc<str>],
        call: &Call,
    ) -> Result<Taken, Stop> {
        let mut book = self.book();
        let approval = match book.entries.get(&id).map(|entry| &entry.state) {
            Some(State::Granted(_, approval)) => approval.clone(),
            Some(State::Refused) => return Err(invalid("an approver has refused this call")),
            _ => return Err(required(id)),
        };
        self.take_from(&mut book, &approval, subject, approvers, call)
    }

    /// The one place where an approval is used: it is there, was not used, is of somebody who may agree, and was signed for
    /// this very call.
    fn take_from(
        self: &Arc<Self>,
        book: &mut Book,
        approval: &Approval,
        subject: &Subject,
        approvers: &[Arc<str>],
        call: &Call,
    ) -> Result<Taken, Stop> {
        let refused = || invalid("this approval is not for this call, has been used or has expired");
        let entry = book.entries.get_mut(&approval.id).ok_or_else(refused)?;
        let is_over = self.clock.utc() >= entry.expires;
        let approver = match &entry.state {
            State::Granted(approver, _) if approvers.contains(approver) && !is_over => approver.clone(),
            _ => return Err(refused()),
        };
        if !self.key.verifies(approval, &approver, subject) {
            return Err(refused());
        }
        entry.state = State::Taken(approver.clone(), approval.clone());
        call.approved(Some((approval.id, approver)));
        Ok(Taken { approvals: self.clone(), id: approval.id, call: call.handle() })
    }

    pub(super) fn is_open(&self, id: ApprovalId) -> bool {
        matches!(self.book().entries.get(&id), Some(Entry { state: State::Open, .. }))
    }

    pub(super) fn grant(&self, id: ApprovalId, approver: &Arc<str>) -> Result<Approval, ApprovalError> {
        self.answer(id, approver, Event::ApprovalGranted, |entry| {
            let approval = self.key.sign(id, approver, &entry.subject, entry.expires);
            entry.state = State::Granted(approver.clone(), approval.clone());
            approval
        })
    }

    pub(super) fn refuse(&self, id: ApprovalId, approver: &Arc<str>) -> Result<(), ApprovalError> {
        self.answer(id, approver, Event::ApprovalRefused, |entry| entry.state = State::Refused)
    }

    /// The answer of one approver, if it is the first. What cannot be recorded is a no.
    fn answer<T>(
        &self,
        id: ApprovalId,
        approver: &Arc<str>,
        event: Event,
        answer: impl FnOnce(&mut Entry) -> T,
    ) -> Result<T, ApprovalError> {
        let mut book = self.book();
        let Some(entry) = book.entries.get_mut(&id) else { return Err(ApprovalError::Expired) };
        if !matches!(entry.state, State::Open) {
            return Err(ApprovalError::Answered);
        }
        let mut record = self.record(event, id, entry);
        record.approver = Some(approver.to_string());
        if self.is_callers_own_client(approver) {
            record.reason = Some(OWN_CLIENT.into());
        }
        let slot = self.ledger.upgrade().and_then(|ledger| ledger.reserve().ok());
        if !slot.is_some_and(|slot| slot.send(record)) {
            entry.state = State::Refused;
            return Err(ApprovalError::Unrecorded);
        }
        Ok(answer(entry))
    }

    /// Nobody can answer it any more: the same call asks anew.
    pub(super) fn let_go(&self, id: ApprovalId) {
        let mut book = self.book();
        if let Some(Entry { state: State::Open, .. }) = book.entries.get(&id)
            && let Some(entry) = book.remove(id)
        {
            let mut record = self.record(Event::ApprovalExpired, id, &entry);
            record.reason = Some("no approver has kept the request".into());
            self.send(record);
        }
    }

    fn is_callers_own_client(&self, approver: &str) -> bool {
        self.settings.approvers.iter().any(|named| *named.name == *approver && named.is_callers_own_client)
    }

    fn record(&self, event: Event, id: ApprovalId, entry: &Entry) -> Record {
        let mut record = Record::new(event, self.clock.utc());
        record.reference = Some(entry.asked_by.reference);
        record.trace_id = Some(entry.asked_by.trace_id);
        record.effect = Some(entry.asked_by.effect);
        record.caller = Some(entry.subject.caller.clone());
        record.capability = Some(entry.subject.capability.name().into());
        record.approval = Some(id);
        record
    }

    /// The requests, without those that have expired, which the ledger is told.
    fn book(&self) -> MutexGuard<'_, Book> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        // Either clock says that the time is over: one stands still while a machine sleeps, the other can be set back.
        let (now, utc) = (self.clock.now(), self.clock.utc());
        while let Some((id, entry)) = book.take_expired(now, utc) {
            if matches!(entry.state, State::Open | State::Granted(..)) {
                self.send(self.record(Event::ApprovalExpired, id, &entry));
            }
        }
        book
    }

    fn send(&self, record: Record) {
        let slot = self.ledger.upgrade().and_then(|ledger| ledger.reserve().ok());
        if !slot.is_some_and(|slot| slot.send(record)) {
            tracing::error!("no room in the ledger for the end of a request for an approval");
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut book = self.approvals.book();
        if self.call.phase() != Phase::Waiting {
            book.remove(self.id);
        } else if let Some(entry) = book.entries.get_mut(&self.id)
            && let State::Taken(approver, approval) = &entry.state
        {
            entry.state = State::Granted(approver.clone(), approval.clone());
            let subject = entry.subject.clone();
            // The same call finds it again.
            book.by_subject.insert(subject, self.id);
            self.call.approved(None);
        }
    }
}

/// In the record of an answer that the caller's own client gave.
const OWN_CLIENT: &str = "by the caller's own client, which the gate's owner trusts";

fn required(id: ApprovalId) -> Stop {
    Stop::new(
        Code::ApprovalRequired,
        "somebody must approve this call; make it again with the same arguments when that is done",
    )
    .retry_after(ANSWER_WAIT)
    .approval(id)
}

fn invalid(message: &'static str) -> Stop {
    Stop::new(Code::ApprovalInvalid, message)
}
