//! The durable ledger: a folder of segments, in which each record holds the hash of the one before it.
//!
//! It must never acknowledge a record that a crash can lose, take a changed record for one that was written, or go on
//! after a failed write. `format.rs` says what stands in the files.

mod error;
mod files;
mod format;
mod open_intents;
mod read;
mod recovery;
mod resolve;
mod told;
mod walk;
mod writer;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use error::{Damage, DamageKind, JournalError};
use files::Folder;
pub use open_intents::OpenIntent;
pub use read::{Entries, Entry, TornTail, Verified, entries, verify};
pub use resolve::{Resolution, ResolveError, resolve};
use writer::{LEAST_SEGMENT, Limits, Writer};

use super::{Ledger, Record};
use crate::clock::{Clock, SystemClock};

/// Keeps records in a folder, as segments of chained frames; [`sync`](Ledger::sync) is `fdatasync`.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use portcullis::ledger::{Journal, JournalError, journal};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("audit");
/// let ledger = Journal::open(&path)?;
/// // A second writer would break the chain.
/// assert!(matches!(Journal::open(&path), Err(JournalError::InUse)));
/// // Anybody who may read the files may read and verify it meanwhile.
/// assert_eq!(journal::verify(&path)?.records, 1);
/// # drop(ledger);
/// # Ok(())
/// # }
/// ```
///
/// The folder is made for its owner alone. Opening reads and checks all that is there. What a crash left incomplete
/// at the end is cut, which is recorded; any other damage is an error until its owner
/// [acknowledges](JournalBuilder::acknowledge_damage) it.
///
/// It numbers the records itself, since it adds some of its own: `ledger.opened`, `ledger.rotated`, `ledger.recovered`
/// and `ledger.damage_acknowledged`.
pub struct Journal {
    writer: Writer<Folder>,
    open_intents: Vec<OpenIntent>,
}

impl Journal {
    /// Opens the ledger in this folder, or makes it, with the usual limits.
    ///
    /// # Errors
    ///
    /// [`JournalError`]: another process writes it, others could, it is damaged, it is no ledger, or it cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        Self::at(path).open()
    }

    /// A ledger in this folder, to be opened.
    pub fn at(path: impl AsRef<Path>) -> JournalBuilder {
        JournalBuilder {
            path: path.as_ref().to_owned(),
            limits: Limits { bytes: 64 << 20, age: Duration::from_secs(24 * 60 * 60) },
            clock: Arc::new(SystemClock),
            acknowledged: BTreeMap::new(),
        }
    }

    /// Calls whose outcome was not known when it was opened, oldest first.
    ///
    /// [`resolve`] closes them, when a person has found out.
    pub fn open_intents(&self) -> &[OpenIntent] {
        &self.open_intents
    }
}

impl Ledger for Journal {
    fn append(&mut self, records: &[Record]) -> io::Result<()> {
        self.writer.append(records)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.writer.sync()
    }

    fn is_durable(&self) -> bool {
        self.writer.is_durable()
    }

    fn last_sequence(&self) -> u64 {
        self.writer.last_sequence()
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("last_sequence", &self.last_sequence()).finish_non_exhaustive()
    }
}

/// How a [`Journal`] is opened.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use portcullis::ledger::Journal;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("audit");
/// let ledger = Journal::at(&path)
///     .segment_bytes(16 << 20)
///     .segment_age(Duration::from_secs(60 * 60))
///     .open()?;
/// assert!(ledger.open_intents().is_empty());
/// # Ok(())
/// # }
/// ```
#[must_use = "a journal is opened by `open()`"]
pub struct JournalBuilder {
    path: PathBuf,
    limits: Limits,
    clock: Arc<dyn Clock>,
    acknowledged: BTreeMap<String, String>,
}

impl JournalBuilder {
    /// How large a segment may get before the next is begun: 64 MiB unless told otherwise, 4 KiB to 1 GiB.
    ///
    /// Only a single record that is larger makes a larger segment.
    pub fn segment_bytes(mut self, bytes: u64) -> Self {
        self.limits.bytes = bytes.clamp(LEAST_SEGMENT, 1 << 30);
        self
    }

    /// How long a segment is written to: a day unless told otherwise, one second to a year.
    ///
    /// The next is begun with the first record after that.
    pub fn segment_age(mut self, age: Duration) -> Self {
        self.limits.age = age.clamp(Duration::from_secs(1), Duration::from_secs(365 * 24 * 60 * 60));
        self
    }

    /// Replaces the machine's clock, for the ledger's own records and the age of segments.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Goes on although there is this very damage, and records that, with the reason.
    ///
    /// What is damaged stays as it is. `id` is [`Damage::id`], which the error tells; it holds a digest, so that
    /// another damage in the same place is not meant. A damage that is acknowledged on record need not be again.
    pub fn acknowledge_damage(mut self, id: impl Into<String>, reason: impl Into<String>) -> Self {
        self.acknowledged.insert(id.into(), reason.into());
        self
    }

    /// Opens it, or makes it.
    ///
    /// Calls without an outcome are logged as warnings; [`Journal::open_intents`] has all of them.
    ///
    /// # Errors
    ///
    /// As of [`Journal::open`].
    pub fn open(self) -> Result<Journal, JournalError> {
        let folder = Folder::to_write(&self.path)?;
        let options =
            recovery::Options { limits: self.limits, clock: self.clock, acknowledged: self.acknowledged };
        let (writer, intents) = recovery::open(folder, &options)?;
        let open_intents = intents.into_list();
        warn_of(&open_intents);
        Ok(Journal { writer, open_intents })
    }
}

/// How many open intents are logged one by one.
const LOGGED: usize = 20;

fn warn_of(intents: &[OpenIntent]) {
    for intent in intents.iter().take(LOGGED) {
        let OpenIntent { reference, capability, time, .. } = intent;
        tracing::warn!(%reference, %capability, %time, "the ledger does not say what became of this call");
    }
    if intents.len() > LOGGED {
        tracing::warn!(
            all = intents.len(),
            "and of more calls, which `cargo portcullis ledger verify` lists"
        );
    }
}

#[cfg(test)]
mod tests;
