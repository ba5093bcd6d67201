//! Access to one folder and what is below it: [`Dir`] reads, [`DirMut`] changes as well.
//!
//! Every path is resolved by the operating system beneath the open folder, so that no `..`, no absolute path
//! and no symlink leads out of it, whoever swaps what in the meantime. It must never open anything outside,
//! never wait for a pipe, and never read without a bound.

use std::fmt;
use std::marker::PhantomData;
use std::path::Path;
use std::sync::Arc;

use cap_std::ambient_authority;

use super::{Authority, Effect};
use crate::bound::RelativePath;

mod draft;
mod entries;
mod error;
mod mutable;
mod place;
mod read;
mod trash;
mod walk;

pub use entries::{Entry, EntryKind, Listing, Metadata};
pub use error::DirError;
pub use mutable::DirMut;
pub use read::RangedRead;
pub use walk::{WalkLimits, Walked};

/// A folder that may be read, and nothing outside it. `R` is a type of yours that says which folder.
///
/// Two folders are two types, so that a signature says which one a capability reads, and they cannot be
/// mixed up. The gate's owner opens it and grants it.
///
/// ```
/// use portcullis::RelativePath;
/// use portcullis::authority::Dir;
///
/// /// The folder with the sources of this crate.
/// struct Sources;
///
/// let sources = Dir::<Sources>::open("src")?;
/// let listing = sources.list(&RelativePath::<100>::root(), 10)?;
/// assert!(listing.entries.len() <= 10);
///
/// let path = RelativePath::<100>::new("authority/dir.rs")?;
/// let read = sources.read(&path, 4, 9)?;
/// assert_eq!(read.bytes, b"Access to");
/// assert!(read.truncated && read.total > 13);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What it guarantees
///
/// Sound, by the operating system: on Linux `openat2` with `RESOLVE_BENEATH`, elsewhere cap-std opens name by
/// name. A symlink that stays inside is followed; one that leads outside fails with [`DirError::Outside`], and
/// so does an absolute one, even to a place inside. Pipes, sockets and devices are refused, not read.
///
/// # What it does not
///
/// What the owner has put into the folder is inside: hard links, mounts. It does not ask who may read what
/// below it. Its methods block the thread, which is harmless in a capability's body (bodies have threads of
/// their own) and wrong on the runtime that serves.
pub struct Dir<R: ?Sized> {
    folder: Arc<Folder>,
    root: PhantomData<fn() -> R>,
}

struct Folder {
    open: cap_std::fs::Dir,
    /// As the owner gave it, for the surface and the ledger.
    given: String,
}

impl<R: ?Sized + 'static> Dir<R> {
    /// Opens a folder by a path of the owner's, from the current directory of the process.
    ///
    /// This is where authority comes from: the path is the owner's configuration, never input.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, DirError> {
        let given = folder.as_ref();
        let open = cap_std::fs::Dir::open_ambient_dir(given, ambient_authority())?;
        let given = given.display().to_string();
        Ok(Dir { folder: Arc::new(Folder { open, given }), root: PhantomData })
    }

    /// What is at a path. A symlink is followed.
    pub fn metadata<const N: usize>(&self, path: &RelativePath<N>) -> Result<Metadata, DirError> {
        Ok(Metadata::of(&self.folder.open.metadata(path.as_str())?))
    }

    /// The marker's name, without its module.
    fn root_name() -> &'static str {
        let name = std::any::type_name::<R>();
        let plain = name.split_once('<').map_or(name, |(plain, _)| plain);
        plain.rsplit_once("::").map_or(plain, |(_, last)| last)
    }
}

// Derived, it would ask for `R: Clone`.
impl<R: ?Sized> Clone for Dir<R> {
    fn clone(&self) -> Self {
        Dir { folder: Arc::clone(&self.folder), root: PhantomData }
    }
}

impl<R: ?Sized + 'static> fmt::Debug for Dir<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dir<{}>({})", Self::root_name(), self.folder.given)
    }
}

impl<R: ?Sized + 'static> Authority for Dir<R> {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "dir";

    /// The marker's name and the folder as the owner gave it: `Uploads (data/uploads)`.
    fn describe(&self) -> String {
        format!("{} ({})", Self::root_name(), self.folder.given)
    }
}
