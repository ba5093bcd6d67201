//! Why a journal is not opened, and what a damage is.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::format::Link;

/// Why a ledger cannot be opened or read.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// Another process writes it.
    #[error("the ledger is in use by another gate; give each gate a folder of its own")]
    InUse,
    /// It holds something else.
    #[error("this is no ledger; name a folder of its own for it, one that is empty or not there yet")]
    NotALedger,
    /// Others could change it.
    #[error("others can write to the ledger's folder (mode {1:o}); take that away: chmod go-w {path}", path = .0.display())]
    OthersCanWrite(PathBuf, u32),
    /// Another user could change it.
    #[error("the ledger's folder belongs to another user; run as that user, or name a folder of your own instead of {path}", path = .0.display())]
    OwnedByAnother(PathBuf),
    /// A newer version of this library wrote it.
    #[error(
        "segment {segment} of the ledger is of version {version}, which this program does not know; use a newer one"
    )]
    UnknownVersion {
        /// Its number.
        segment: u64,
        /// The version that stands in it.
        version: u32,
    },
    /// It is not what was written, and nobody said that this is known.
    #[error("{}", told(.0))]
    Damaged(Vec<Damage>),
    /// Where it should go on, no number is left.
    #[error("the ledger has no numbers left; name another folder")]
    Full,
    /// The folder or a file in it cannot be opened, read or written.
    #[error("the ledger cannot be opened: {0}")]
    Io(#[from] io::Error),
}

/// As it is shown: `fn main() -> Result<(), Box<dyn Error>>` and `unwrap()` tell how to mend it.
impl std::fmt::Debug for JournalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

fn told(damages: &[Damage]) -> String {
    let mut text = "the ledger is damaged:\n".to_owned();
    for damage in damages {
        text.push_str(&format!("  - {damage}\n"));
    }
    text.push_str(
        "keep a copy of the folder, and look at it with `cargo portcullis ledger verify`; to go on with it as it is, \
         say so for each damage:",
    );
    for damage in damages {
        text.push_str(&format!("\n  .acknowledge_damage(\"{}\", \"what happened\")", damage.id()));
    }
    text
}

/// A place from which on a segment is not what was written.
///
/// What stands behind it in the same segment is not trusted; the next segment is checked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Damage {
    /// The segment's number.
    pub segment: u64,
    /// Where in it the frame begins that is not as it was written, in bytes.
    pub offset: u64,
    /// Which frame of the segment that is, from 1; 0 for its header.
    pub frame: u64,
    /// The sequence number that the record there should have.
    pub sequence: u64,
    /// What is wrong with it.
    pub kind: DamageKind,
    pub(super) digest: Link,
}

impl Damage {
    /// This very damage, to be acknowledged: place, and the digest of all from there to the segment's end.
    pub fn id(&self) -> String {
        let digest = self.digest.to_string();
        format!("{}.{}.{}", self.segment, self.offset, digest.get(..32).unwrap_or(&digest))
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Damage { segment, offset, frame, sequence, kind, .. } = self;
        match kind {
            DamageKind::SegmentsMissing(_) => {
                write!(f, "segment {segment}: {kind} (record {sequence} and following)")
            }
            _ if *frame == 0 => {
                write!(f, "segment {segment}, header: {kind} (record {sequence} and following)")
            }
            _ => write!(f, "segment {segment}, frame {frame} at byte {offset}, record {sequence}: {kind}"),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DamageKind {
    /// So many segments are not there.
    SegmentsMissing(u64),
    /// The bytes do not match their check sum.
    Changed,
    /// The segment ends within it, and it is not the last one.
    Incomplete,
    /// It does not hold the hash and the number of what stands before it.
    OutOfChain,
    /// It is whole, and no record.
    NotARecord,
}

impl fmt::Display for DamageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DamageKind::SegmentsMissing(1) => "it is missing",
            DamageKind::SegmentsMissing(count) => {
                return write!(f, "it is missing, {count} in all");
            }
            DamageKind::Changed => "its bytes were changed",
            DamageKind::Incomplete => "it ends too early",
            DamageKind::OutOfChain => "it does not follow what stands before it",
            DamageKind::NotARecord => "it holds no record",
        })
    }
}
