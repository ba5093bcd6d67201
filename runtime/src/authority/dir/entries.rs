//! What is in a folder, in order and with a bound.

use std::collections::BTreeMap;
use std::io;
use std::time::SystemTime;

use cap_std::fs::{DirEntry, ReadDir};

use super::{Dir, DirError};
use crate::bound::RelativePath;

/// How many names of one folder are looked at to find those that come first.
const SCANNED: usize = 100_000;

/// What something on the disk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symlink, not followed.
    Symlink,
    /// A pipe, a socket, a device: it is never opened.
    Other,
}

/// What is known of a file or a folder without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// What it is.
    pub kind: EntryKind,
    /// A file's length in bytes; 0 for anything else.
    pub bytes: u64,
    /// When its content was last changed, where that is known.
    pub modified: Option<SystemTime>,
}

/// One name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The name, which [`RelativePath::join`] takes.
    pub name: String,
    /// What it is; of a symlink, the link itself.
    pub metadata: Metadata,
}

/// The names in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing {
    /// In the order of the names' bytes.
    pub entries: Vec<Entry>,
    /// Whether there are more than these.
    pub truncated: bool,
    /// How many names were left out because no [`RelativePath`] can name them: not UTF-8, or with a line
    /// break, a colon, characters that cannot be seen.
    pub unnamed: usize,
}

impl<R: ?Sized + 'static> Dir<R> {
    /// Lists a folder: the first `most` names, in the order of their bytes.
    ///
    /// Each of them can be asked for by `path.join(name)`; the names that could not are counted. Of a folder
    /// with more than 100,000 names, only that many are looked at, and the listing says that it is truncated.
    pub fn list<const N: usize>(&self, path: &RelativePath<N>, most: usize) -> Result<Listing, DirError> {
        let scan = Scan::of(self.folder.open.read_dir(path.as_str())?, path, most)?;
        let mut entries = Vec::with_capacity(scan.found.len());
        for (name, entry) in scan.found {
            match entry.metadata() {
                Ok(metadata) => entries.push(Entry { name, metadata: Metadata::of(&metadata) }),
                // Gone since it was read.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Listing { entries, truncated: scan.truncated, unnamed: scan.unnamed })
    }
}

impl Metadata {
    pub(super) fn of(metadata: &cap_std::fs::Metadata) -> Self {
        let kind = EntryKind::of(metadata.file_type());
        Metadata {
            kind,
            bytes: if kind == EntryKind::File { metadata.len() } else { 0 },
            modified: metadata.modified().ok().map(cap_std::time::SystemTime::into_std),
        }
    }
}

impl EntryKind {
    fn of(kind: cap_std::fs::FileType) -> Self {
        if kind.is_file() {
            EntryKind::File
        } else if kind.is_dir() {
            EntryKind::Folder
        } else if kind.is_symlink() {
            EntryKind::Symlink
        } else {
            EntryKind::Other
        }
    }
}

/// The names of one folder that come first in order.
pub(super) struct Scan {
    pub(super) found: BTreeMap<String, DirEntry>,
    pub(super) truncated: bool,
    pub(super) unnamed: usize,
}

impl Scan {
    /// Reads a folder, which stands at `path`, and never holds more than `most` of its names and one.
    pub(super) fn of<const N: usize>(
        folder: ReadDir,
        path: &RelativePath<N>,
        most: usize,
    ) -> Result<Self, DirError> {
        let mut scan = Scan { found: BTreeMap::new(), truncated: false, unnamed: 0 };
        for (index, entry) in folder.enumerate() {
            if index == SCANNED {
                scan.truncated = true;
                break;
            }
            let entry = entry?;
            match entry.file_name().into_string() {
                Ok(name) if path.join(&name).is_ok() => scan.found.insert(name, entry),
                _ => {
                    scan.unnamed += 1;
                    continue;
                }
            };
            if scan.found.len() > most {
                scan.found.pop_last();
                scan.truncated = true;
            }
        }
        Ok(scan)
    }
}
