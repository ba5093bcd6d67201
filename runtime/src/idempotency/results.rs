//! Which keys were used, for which arguments, and what came of it.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::IdempotencyKey;
use super::log::{Line, Log, ResultsError};
use crate::caller::Caller;
use crate::json;
use crate::refusal::Reference;

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

/// Keys that are remembered at the same time.
const KEYS: usize = 10_000;

/// Bytes of answers that are kept at the same time.
const ANSWERS: usize = 64 * 1024 * 1024;

/// What one caller may take of either: the others go on when somebody uses up key after key.
const SHARE: usize = 4;

/// The results of calls that carried an idempotency key, for 24 hours, in a file that outlives the process.
///
/// A gate with an `idempotent` capability needs it. It keeps at most 10,000 keys and 64 MiB of answers, of each caller at
/// most a quarter; when it is full, new keys are refused, and none is forgotten early.
///
/// ```no_run
/// use portcullis::idempotency::Results;
/// use portcullis::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let builder = Gate::builder().results(Results::open("data/results")?);
/// # Ok(())
/// # }
/// ```
pub struct Results {
    /// Not held while something is written, so that no call waits for the disk of another.
    inner: Mutex<Inner>,
    /// `None` in tests.
    log: Option<Log>,
    /// Shared from before a line is written until `inner` says the same; the file is written anew under all of it.
    writing: RwLock<()>,
}

#[derive(Default)]
struct Inner {
    entries: HashMap<Slot, Entry>,
    /// Oldest first; a slot that was released may stand here until its time.
    by_age: VecDeque<(SystemTime, Slot)>,
    /// Bytes of the answers in `entries`.
    kept: usize,
}

pub(super) struct Entry {
    pub(super) arguments: Digest256,
    pub(super) reference: Reference,
    pub(super) at: SystemTime,
    pub(super) state: State,
}

pub(super) enum State {
    /// The body may be running, in this process.
    Running,
    /// It began, and nobody knows how it ended.
    Unknown,
    /// This was its answer.
    Answered(Vec<u8>),
}

pub(super) type Digest256 = [u8; 32];

/// Bytes of a slot that are its caller's.
const OF_CALLER: usize = 8;

/// A caller's key for a capability, as a digest: the file holds neither name. The first bytes are the caller's.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Slot(pub(super) Digest256);

/// What is known of a key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// It was not used: this call is the first, and must be ended.
    First,
    /// The first call's answer.
    Answered(Vec<u8>, Reference),
    /// It was used for other arguments.
    OtherArguments,
    /// The first call is still running.
    Running(Reference),
    /// The first call began, and nobody knows how it ended.
    Unknown(Reference),
}

/// How a first call ended.
#[derive(Clone, Copy)]
pub(crate) enum Turn<'a> {
    /// With this answer.
    Answered(&'a [u8]),
    /// Nothing happened, or the body says that it failed: the key may be used again.
    NothingHappened,
    /// Nobody knows.
    Unknown,
}

/// A key cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unavailable {
    /// For now: there is no room.
    Full,
    /// The file does not take it.
    Failed,
}

impl Slot {
    pub(crate) fn new(caller: &Caller, capability: &str, key: &IdempotencyKey) -> Slot {
        let mut digest = Sha256::new();
        for part in [caller.to_string().as_bytes(), capability.as_bytes(), key.as_bytes()] {
            // With its length, so that no two rows of parts are the same bytes.
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let mut slot: Digest256 = digest.finalize().into();
        let of_caller: Digest256 = Sha256::digest(caller.to_string()).into();
        for (byte, of_caller) in slot.iter_mut().zip(of_caller).take(OF_CALLER) {
            *byte = of_caller;
        }
        Slot(slot)
    }

    fn caller(&self) -> Option<&[u8]> {
        self.0.get(..OF_CALLER)
    }
}

/// What stands for a key towards others: a digest that tells nothing of it.
pub(crate) fn token(caller: &Caller, capability: &str, key: &IdempotencyKey) -> String {
    let Slot(slot) = Slot::new(caller, capability, key);
    let token = Sha256::new().chain_update(b"portcullis idempotency token").chain_update(slot).finalize();
    token.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of a JSON document, whatever its white space and the order of its keys; `None` for what is no JSON.
pub(crate) fn digest(document: &[u8]) -> Option<Digest256> {
    Some(Sha256::digest(json::canonical(document)?).into())
}

impl Results {
    /// Opens the file, or makes it, readable for its owner only. A file beside it, `<name>.lock`, keeps others out.
    ///
    /// # Errors
    ///
    /// [`ResultsError`] when another gate has it open, when it is damaged, and on I/O errors.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ResultsError> {
        let (log, lines) = Log::open(path.as_ref())?;
        let mut inner = Inner::default();
        for line in lines {
            inner.apply(line);
        }
        // Before the first call, so that the file does not grow for ever.
        log.replace(inner.lines())?;
        Ok(Results { inner: Mutex::new(inner), log: Some(log), writing: RwLock::default() })
    }

    /// Forgets with the process.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn in_memory() -> Self {
        Results { inner: Mutex::default(), log: None, writing: RwLock::default() }
    }

    /// Goes on with a disk of a test's.
    #[cfg(test)]
    pub(super) fn keep_on(&self, disk: Box<dyn super::commit::Disk>) {
        if let Some(log) = &self.log {
            log.keep_on(disk);
        }
    }

    /// What is known of a key; if nothing is, the key is taken, on disk, for this call.
    pub(crate) fn begin(
        &self,
        slot: Slot,
        arguments: Digest256,
        reference: Reference,
        now: SystemTime,
    ) -> Result<Known, Unavailable> {
        if let Some(known) = self.inner().find_or_take(slot, arguments, reference, now)? {
            return Ok(known);
        }
        // From here on another call with the key is told that this one is running.
        let begun = Line::Begun { slot, arguments, reference, at: now };
        let kept = self.tidy().and_then(|()| {
            let _writing = self.writing();
            self.write(&begun)
        });
        kept.map(|()| Known::First).map_err(|error| {
            tracing::error!(%error, "an idempotency key was not kept");
            self.inner().apply(Line::Released { slot });
            Unavailable::Failed
        })
    }

    /// Whether this key was used, so that no body starts for it.
    pub(crate) fn is_known(&self, slot: Slot, now: SystemTime) -> bool {
        let mut inner = self.inner();
        inner.forget_old(now);
        inner.entries.contains_key(&slot)
    }

    /// How a call ended that was the first. An answer is on disk when this returns, if the disk takes it.
    pub(crate) fn end(&self, slot: Slot, turn: Turn<'_>) {
        let line = match turn {
            Turn::Answered(answer) => Line::Answered { slot, answer: answer.to_vec() },
            Turn::NothingHappened => Line::Released { slot },
            Turn::Unknown => {
                // As on disk, where it only began.
                if let Some(entry) = self.inner().entries.get_mut(&slot) {
                    entry.state = State::Unknown;
                }
                return;
            }
        };
        let _writing = self.writing();
        // If it is not kept, the next process says that nobody knows, which is true of it.
        if let Err(error) = self.write(&line) {
            tracing::error!(%error, "the end of a call with an idempotency key was not kept");
        }
        // Not before: who gets this answer relies on it.
        self.inner().apply(line);
    }

    fn write(&self, line: &Line) -> io::Result<()> {
        self.log.as_ref().map_or(Ok(()), |log| log.append(line))
    }

    /// What was forgotten still stands in the file, until there is much of it.
    fn tidy(&self) -> io::Result<()> {
        let Some(log) = &self.log else { return Ok(()) };
        let is_long = || log.is_longer_than(2 * self.inner().kept as u64);
        if !is_long() {
            return Ok(());
        }
        let _alone = self.writing.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have come first.
        if is_long() { log.replace(self.inner().lines()) } else { Ok(()) }
    }

    fn writing(&self) -> RwLockReadGuard<'_, ()> {
        self.writing.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// What is known of a key; if nothing is, `None`, and it is this call's.
    fn find_or_take(
        &mut self,
        slot: Slot,
        arguments: Digest256,
        reference: Reference,
        now: SystemTime,
    ) -> Result<Option<Known>, Unavailable> {
        self.forget_old(now);
        if let Some(entry) = self.entries.get(&slot) {
            return Ok(Some(match &entry.state {
                _ if entry.arguments != arguments => Known::OtherArguments,
                State::Running => Known::Running(entry.reference),
                State::Unknown => Known::Unknown(entry.reference),
                State::Answered(answer) => Known::Answered(answer.clone(), entry.reference),
            }));
        }
        if !self.has_room_for(slot) {
            return Err(Unavailable::Full);
        }
        self.by_age.push_back((now, slot));
        self.entries.insert(slot, Entry { arguments, reference, at: now, state: State::Running });
        Ok(None)
    }

    fn has_room_for(&self, slot: Slot) -> bool {
        let of_caller = self.entries.iter().filter(|(other, _)| other.caller() == slot.caller());
        let (keys, answers) = of_caller.fold((0, 0), |(keys, answers), (_, entry)| match &entry.state {
            State::Answered(answer) => (keys + 1, answers + answer.len()),
            State::Running | State::Unknown => (keys + 1, answers),
        });
        self.entries.len() < KEYS && self.kept < ANSWERS && keys < KEYS / SHARE && answers < ANSWERS / SHARE
    }

    /// What a line says. One that began in an earlier process is not known to have ended.
    fn apply(&mut self, line: Line) {
        match line {
            // A file that was written anew just then has it twice.
            Line::Begun { slot, reference, at, .. } if self.has_begun(slot, reference, at) => {}
            Line::Begun { slot, arguments, reference, at } => {
                self.by_age.push_back((at, slot));
                self.entries.insert(slot, Entry { arguments, reference, at, state: State::Unknown });
            }
            Line::Answered { slot, answer } => {
                if let Some(entry) = self.entries.get_mut(&slot) {
                    self.kept += answer.len();
                    entry.state = State::Answered(answer);
                }
            }
            Line::Released { slot } => {
                self.entries.remove(&slot);
            }
        }
    }

    fn has_begun(&self, slot: Slot, reference: Reference, at: SystemTime) -> bool {
        self.entries.get(&slot).is_some_and(|entry| (entry.reference, entry.at) == (reference, at))
    }

    fn forget_old(&mut self, now: SystemTime) {
        let is_old = |at: &SystemTime| now.duration_since(*at).is_ok_and(|age| age >= REMEMBERED);
        while let Some((at, slot)) = self.by_age.front().copied().filter(|(at, _)| is_old(at)) {
            self.by_age.pop_front();
            match self.entries.get_mut(&slot) {
                // It was released, and used again since.
                Some(entry) if entry.at != at => {}
                Some(entry) if matches!(entry.state, State::Running) => {
                    entry.at = now;
                    self.by_age.push_back((now, slot));
                }
                _ => {
                    if let Some(Entry { state: State::Answered(answer), .. }) = self.entries.remove(&slot) {
                        self.kept = self.kept.saturating_sub(answer.len());
                    }
                }
            }
        }
    }

    /// What is still known and nothing else, as lines.
    fn lines(&self) -> impl Iterator<Item = Line> {
        let entries = self.by_age.iter().filter_map(|(at, slot)| {
            let entry = self.entries.get(slot).filter(|entry| entry.at == *at)?;
            let begun =
                Line::Begun { slot: *slot, arguments: entry.arguments, reference: entry.reference, at: *at };
            let answered = match &entry.state {
                State::Answered(answer) => Some(Line::Answered { slot: *slot, answer: answer.clone() }),
                State::Running | State::Unknown => None,
            };
            Some(std::iter::once(begun).chain(answered))
        });
        entries.flatten()
    }
}

impl fmt::Debug for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Results").field("keys", &self.inner().entries.len()).finish_non_exhaustive()
    }
}
