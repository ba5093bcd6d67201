//! Reading a ledger: its entries one by one, and whether all of it is as it was written.

use std::collections::BTreeSet;
use std::path::Path;

use super::error::{Damage, JournalError};
use super::files::{Files, Folder};
use super::format::Link;
use super::open_intents::{OpenIntent, OpenIntents};
use super::told::Told;
use super::walk::{Position, Step, Walker};

/// A record as it stands in a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) segment: u64,
    pub(super) offset: u64,
    pub(super) sequence: u64,
    pub(super) link: Link,
    pub(super) json: String,
}

impl Entry {
    /// Its number, which is also in the JSON.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The number of the segment that holds it.
    pub fn segment(&self) -> u64 {
        self.segment
    }

    /// Where its frame begins in the segment, in bytes.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The SHA-256 of its frame, which the next one holds, as 64 digits.
    pub fn hash(&self) -> String {
        self.link.to_string()
    }

    /// The record: one line of JSON, without the line feed.
    pub fn json(&self) -> &str {
        &self.json
    }
}

/// The incomplete end of a last segment, as a crash leaves it. A ledger that is being written may show one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TornTail {
    /// The segment's number.
    pub segment: u64,
    /// Where it begins.
    pub offset: u64,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What a ledger holds that is as it was written.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Verified {
    /// How many segments there are.
    pub segments: u64,
    /// How many records.
    pub records: u64,
    /// The number of the last one; 0 for none.
    pub last_sequence: u64,
    /// The SHA-256 of the last frame, as 64 digits: it stands for all of them. Kept elsewhere, it shows whether the
    /// end was cut or all of it was written anew.
    pub last_hash: String,
    /// An incomplete end, which is cut when a gate opens the ledger. There is more than one only if a crash came
    /// while that was done.
    pub torn_tails: Vec<TornTail>,
    /// Damages that the gate's owner knows of.
    pub acknowledged: Vec<Damage>,
    /// Calls whose outcome is not known.
    pub open_intents: Vec<OpenIntent>,
}

/// Reads a whole ledger and checks every byte of it. It may be in use.
///
/// A chain of hashes without a key shows every change but two: that records at the end were removed, and that
/// everything from some record on was written anew. Against both, keep [`last_hash`](Verified::last_hash) elsewhere.
///
/// # Errors
///
/// [`JournalError::Damaged`] names each place from which on a segment is not what was written, unless all of them
/// were acknowledged; others, when it is no ledger or cannot be read.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use portcullis::ledger::{Journal, journal};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("audit");
/// drop(Journal::open(&path)?);
/// let verified = journal::verify(&path)?;
/// assert_eq!((verified.segments, verified.records), (1, 1));
/// # Ok(())
/// # }
/// ```
pub fn verify(path: impl AsRef<Path>) -> Result<Verified, JournalError> {
    let summary = Summary::of(&mut Walker::new(Folder::to_read(path.as_ref())?)?)?;
    let unknown = summary.damages_but(|_| false);
    if !unknown.is_empty() {
        return Err(JournalError::Damaged(unknown));
    }
    let Summary { records, damages, torn, intents, position, .. } = summary;
    Ok(Verified {
        segments: position.segment,
        records,
        last_sequence: position.sequence,
        last_hash: position.link.to_string(),
        torn_tails: torn,
        acknowledged: damages,
        open_intents: intents.into_list(),
    })
}

/// The entries of a ledger, oldest first. It may be in use.
///
/// # Errors
///
/// When it is no ledger or cannot be read.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use portcullis::ledger::{Journal, journal};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("audit");
/// drop(Journal::open(&path)?);
/// for entry in journal::entries(&path)? {
///     assert!(entry?.json().contains("ledger.opened"));
/// }
/// # Ok(())
/// # }
/// ```
pub fn entries(path: impl AsRef<Path>) -> Result<Entries, JournalError> {
    Ok(Entries { walker: Some(Walker::new(Folder::to_read(path.as_ref())?)?), torn_tail: None })
}

/// The entries of a ledger, oldest first; made by [`entries`].
///
/// A damage is an item of its own, acknowledged or not; after it come the entries of the next segment.
pub struct Entries {
    walker: Option<Walker<Folder>>,
    torn_tail: Option<TornTail>,
}

impl Entries {
    /// The incomplete end, once all entries were read.
    pub fn torn_tail(&self) -> Option<TornTail> {
        self.torn_tail
    }
}

impl Iterator for Entries {
    type Item = Result<Entry, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            return match self.walker.as_mut()?.next() {
                Ok(Some(Step::Entry(entry))) => Some(Ok(entry)),
                Ok(Some(Step::Damage(damage))) => Some(Err(JournalError::Damaged(vec![damage]))),
                Ok(Some(Step::Torn(torn))) => {
                    self.torn_tail = Some(torn);
                    continue;
                }
                Ok(None) => None,
                Err(error) => {
                    // What could not be read once is not read again.
                    self.walker = None;
                    Some(Err(error))
                }
            };
        }
    }
}

/// A whole ledger, read once.
pub(super) struct Summary {
    records: u64,
    pub(super) damages: Vec<Damage>,
    acknowledged: BTreeSet<String>,
    pub(super) torn: Vec<TornTail>,
    pub(super) intents: OpenIntents,
    pub(super) position: Position,
}

impl Summary {
    pub(super) fn of<F: Files>(walker: &mut Walker<F>) -> Result<Self, JournalError> {
        let (mut records, mut damages, mut acknowledged) = (0, Vec::new(), BTreeSet::new());
        let (mut torn, mut intents) = (Vec::new(), OpenIntents::default());
        while let Some(step) = walker.next()? {
            match step {
                Step::Entry(entry) => {
                    records += 1;
                    let Ok(told) = serde_json::from_str::<Told<'_>>(&entry.json) else { continue };
                    acknowledged.extend(told.acknowledged_damage());
                    intents.see(entry.sequence, &told);
                }
                Step::Damage(damage) => damages.push(damage),
                Step::Torn(tail) => torn.push(tail),
            }
        }
        Ok(Summary { records, damages, acknowledged, torn, intents, position: walker.position() })
    }

    /// Damages that the ledger does not acknowledge, but for those that are known otherwise.
    pub(super) fn damages_but(&self, is_known: impl Fn(&str) -> bool) -> Vec<Damage> {
        let unknown = |damage: &&Damage| !self.acknowledges(damage) && !is_known(&damage.id());
        self.damages.iter().filter(unknown).cloned().collect()
    }

    /// Whether the ledger itself says that this damage is known.
    pub(super) fn acknowledges(&self, damage: &Damage) -> bool {
        self.acknowledged.contains(&damage.id())
    }
}
