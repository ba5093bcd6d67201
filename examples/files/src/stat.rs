//! `stat`: what is at a path. The smallest capability here, and a model for others.

use std::time::SystemTime;

use portcullis::authority::{Dir, EntryKind};
use portcullis::bound::RelativePath;
use portcullis::prelude::*;

use crate::{FilesFailure, Served};

/// Says what is at a path: a file with its size, or a folder, and when it was last changed.
#[capability(read, rate = "120/min")]
pub fn stat(
    #[grant] folder: Dir<Served>,
    /// Relative to the served folder, with `/` between the names; `.` is the folder itself.
    path: RelativePath,
) -> Result<Stat, FilesFailure> {
    let metadata = folder.metadata(&path)?;
    Ok(Stat { kind: metadata.kind.into(), bytes: metadata.bytes, modified: metadata.modified.map(utc) })
}

/// What is at a path.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: Kind,
    /// A file's size in bytes; 0 for anything else.
    pub bytes: u64,
    /// When it was last changed, in UTC, such as `2026-11-20T12:00:00Z`.
    #[validate(length(max = 40))]
    pub modified: Option<String>,
}

/// What something in the folder is.
#[data(output)]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symlink. It can be followed if it stays inside the served folder.
    Symlink,
    /// A pipe, a socket or a device, which cannot be read.
    Other,
}

impl From<EntryKind> for Kind {
    fn from(kind: EntryKind) -> Self {
        match kind {
            EntryKind::File => Kind::File,
            EntryKind::Folder => Kind::Folder,
            EntryKind::Symlink => Kind::Symlink,
            _ => Kind::Other,
        }
    }
}

/// To the second, in UTC. Files may bear dates that the calendar does not reach: they show its ends.
fn utc(time: SystemTime) -> String {
    let since_1970 = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let shown = std::time::Duration::from_secs(since_1970.min(END_OF_YEAR_9999));
    humantime::format_rfc3339_seconds(SystemTime::UNIX_EPOCH + shown).to_string()
}

/// The last second that RFC 3339 can write, since 1970.
const END_OF_YEAR_9999: u64 = 253_402_300_799;
