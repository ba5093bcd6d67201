//! `list`: the names in a folder, as many as were asked for.

use portcullis::authority::Dir;
use portcullis::bound::RelativePath;
use portcullis::prelude::*;

use crate::stat::Kind;
use crate::{FilesFailure, Served};

/// Names in one answer unless the caller says how many.
const USUAL: u32 = 100;

/// Lists the files and folders in a folder, in the order of their names, without those further below.
#[capability(read, max_output = "512KiB")]
pub fn list(
    #[grant] folder: Dir<Served>,
    /// Relative to the served folder, with `/` between the names; without it, the served folder itself.
    #[serde(default)]
    path: RelativePath,
    /// How many names at most; 100 unless told otherwise.
    #[validate(range(min = 1, max = 500))]
    limit: Option<u32>,
) -> Result<Listing, FilesFailure> {
    let listing = folder.list(&path, limit.unwrap_or(USUAL) as usize)?;
    let entries = listing.entries.into_iter().map(|entry| Entry {
        name: entry.name,
        kind: entry.metadata.kind.into(),
        bytes: entry.metadata.bytes,
    });
    Ok(Listing { entries: entries.collect(), more: listing.truncated, unnamed: listing.unnamed as u64 })
}

/// What is in a folder.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Listing {
    /// In the order of their names.
    #[validate(length(max = 500))]
    pub entries: Vec<Entry>,
    /// Whether there are more than these.
    pub more: bool,
    /// How many were left out because no path can name them: line breaks, colons or invisible characters.
    pub unnamed: u64,
}

/// A file or a folder.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name; `path`, a `/` and the name make its path.
    #[validate(length(max = 255))]
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// A file's size in bytes; 0 for anything else.
    pub bytes: u64,
}
