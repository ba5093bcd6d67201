//! Closing a call whose outcome is not known: a person found out, and says so in the ledger.

use std::path::Path;

use super::error::JournalError;
use super::{Journal, OpenIntent};
use crate::ledger::{Event, Ledger, Note, Record};
use crate::refusal::{Outcome, Reference};

/// What a person found out about a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The call's reference.
    pub reference: String,
    /// What became of its effect: [`Outcome::Completed`], [`Outcome::Failed`] or [`Outcome::NoEffect`].
    pub outcome: Outcome,
    /// Who says so, in at most 200 characters.
    pub by: String,
    /// How it was found out, in at most 2,000 characters.
    pub note: String,
}

/// Why a call is not resolved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveError {
    /// The ledger has no such call, or says already what became of it.
    #[error(
        "no call of this reference waits for its outcome; `cargo portcullis ledger verify` lists those that do"
    )]
    NotOpen,
    /// It says nothing.
    #[error("`unknown` and `not_started` resolve nothing; say `completed`, `failed` or `no_effect`")]
    NoOutcome,
    /// It must say who and how, and not a book.
    #[error("say who resolves it in 1 to {BY} characters, and how it was found out in 1 to {NOTE}")]
    Unsigned,
    /// The ledger cannot be opened or read.
    #[error(transparent)]
    Ledger(#[from] JournalError),
}

/// Characters of a name.
const BY: usize = 200;

/// Characters of a note.
const NOTE: usize = 2000;

/// Appends `call.resolved`, which closes an intent that has no outcome. It is on disk when this returns.
///
/// No gate may have the ledger open at the same time.
///
/// # Errors
///
/// [`ResolveError`]: there is no such call, or the ledger cannot be opened.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use portcullis::Outcome;
/// use portcullis::ledger::Journal;
/// use portcullis::ledger::journal::{self, Resolution, ResolveError};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("audit");
/// drop(Journal::open(&path)?);
/// let found_out = Resolution {
///     reference: "01M7WGGF9XRV3WM388CJ4FYHRP".to_owned(),
///     outcome: Outcome::NoEffect,
///     by: "ann".to_owned(),
///     note: "the order is not in the shop's books".to_owned(),
/// };
/// assert!(matches!(journal::resolve(&path, &found_out), Err(ResolveError::NotOpen)));
/// # Ok(())
/// # }
/// ```
pub fn resolve(path: impl AsRef<Path>, resolution: &Resolution) -> Result<OpenIntent, ResolveError> {
    let path = path.as_ref();
    if !matches!(resolution.outcome, Outcome::Completed | Outcome::Failed | Outcome::NoEffect) {
        return Err(ResolveError::NoOutcome);
    }
    let within = |text: &str, most| !text.trim().is_empty() && text.chars().count() <= most;
    if !within(&resolution.by, BY) || !within(&resolution.note, NOTE) {
        return Err(ResolveError::Unsigned);
    }
    let is_meant = |intent: &&OpenIntent| intent.reference == resolution.reference;
    let reference = Reference::parse(&resolution.reference).ok_or(ResolveError::NotOpen)?;
    // Asked without opening it first: a question that is answered with "no" leaves the ledger as it is.
    if !super::verify(path)?.open_intents.iter().any(|intent| is_meant(&intent)) {
        return Err(ResolveError::NotOpen);
    }
    let mut journal = Journal::open(path)?;
    let intent = journal.open_intents.iter().find(is_meant).cloned().ok_or(ResolveError::NotOpen)?;
    let mut record = Record::new(Event::CallResolved, std::time::SystemTime::now());
    record.reference = Some(reference);
    record.capability = Some(intent.capability.clone().into());
    record.outcome = Some(resolution.outcome);
    record.reason = Some(resolution.note.clone());
    record.notes = vec![Note { key: "by", value: resolution.by.clone().into() }];
    journal.append(&[record]).and_then(|()| journal.sync()).map_err(JournalError::Io)?;
    Ok(intent)
}
