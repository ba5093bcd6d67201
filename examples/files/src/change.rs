//! `write`, `move`, `copy`, `trash` and `delete`: what may change the folder, if its owner serves it with `--write`. Nothing
//! is ever lost by one of them but the text that a `write` replaces, if the caller says so, and what a `delete` takes away,
//! if somebody approves it.

use portcullis::authority::{DirError, DirMut};
use portcullis::bound::RelativePath;
use portcullis::prelude::*;

use crate::{FilesFailure, Served};

/// The largest file that is copied, in bytes.
const LARGEST_COPY: usize = 64 << 20;

/// Writes a text file: it is there whole or not at all, and a crash leaves the old one. The folder that it is in must be
/// there.
#[capability(write)]
pub fn write(
    call: &Call,
    #[grant] folder: DirMut<Served>,
    /// The file, relative to the served folder, with `/` between the names.
    path: RelativePath,
    /// All that is to be in it.
    #[validate(length(max = 65_536), allow_control)]
    text: String,
    /// Whether a file that is there already is replaced; without it, that is refused.
    #[serde(default)]
    replace: bool,
) -> Result<Place, FilesFailure> {
    call.note("path", &path);
    let written = match replace {
        true => folder.write(&path, text.as_bytes()),
        false => folder.create_new(&path, text.as_bytes()),
    };
    now_at(path, written)
}

/// Moves a file or a folder with all in it to where nothing is yet. It never replaces anything.
#[capability(write, name = "move")]
pub fn move_to(
    call: &Call,
    #[grant] folder: DirMut<Served>,
    /// What is moved, relative to the served folder.
    path: RelativePath,
    /// What it is called from then on, relative to the served folder.
    to: RelativePath,
) -> Result<Place, FilesFailure> {
    call.note("path", &path);
    call.note("to", &to);
    let moved = folder.rename(&path, &to);
    now_at(to, moved)
}

/// Copies a file of at most 64 MiB to where nothing is yet. It never replaces anything.
#[capability(write, timeout = "30s", concurrency = 4)]
pub fn copy(
    call: &Call,
    #[grant] folder: DirMut<Served>,
    /// What is copied, relative to the served folder.
    path: RelativePath,
    /// What the copy is called, relative to the served folder.
    to: RelativePath,
) -> Result<Place, FilesFailure> {
    call.note("path", &path);
    call.note("to", &to);
    let copied = folder.copy(&path, &to, LARGEST_COPY);
    now_at(to, copied)
}

/// Moves a file or a folder with all in it into the trash. The answer says where it is; `move` brings it back.
#[capability(write)]
pub fn trash(
    call: &Call,
    #[grant] folder: DirMut<Served>,
    /// What is thrown away, relative to the served folder.
    path: RelativePath,
) -> Result<Place, FilesFailure> {
    call.note("path", &path);
    folder.trash(&path).map(|path| Place { path }).map_err(FilesFailure::of_change)
}

/// Deletes a file for good: nothing brings it back. Somebody must approve each call; `trash` needs no approval. What is
/// approved is the path: whatever is there when the call is made is deleted.
#[capability(destructive, approval)]
pub fn delete(
    call: &Call,
    #[grant] folder: DirMut<Served>,
    /// The file, relative to the served folder.
    path: RelativePath,
) -> Result<Place, FilesFailure> {
    call.note("path", &path);
    let deleted = folder.remove_file(&path);
    now_at(path, deleted)
}

/// Where something is, or was.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Relative to the served folder.
    pub path: RelativePath,
}

fn now_at(path: RelativePath, changed: Result<(), DirError>) -> Result<Place, FilesFailure> {
    changed.map(|()| Place { path }).map_err(FilesFailure::of_change)
}
