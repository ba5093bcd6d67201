//! A folder that may be changed. Whatever it writes is there whole or not at all.

use std::fmt;
use std::io::{Read, Write};
use std::ops::Deref;
use std::path::Path;

use super::draft::Landing;
use super::read::MOST;
use super::{Authority, Dir, DirError, Effect};
use crate::bound::RelativePath;

/// The most that one copy takes, whatever is asked: 1 GiB.
const MOST_COPIED: usize = 1 << 30;

/// A folder that may be read and changed, and nothing outside it. `R` is a type of yours that says which folder.
///
/// It is another type than [`Dir`], with the effect `write`: a `read` capability that takes it does not compile.
/// All that `Dir` can do it can do as well, and [`read_only`](DirMut::read_only) lends just that.
///
/// ```
/// use portcullis::RelativePath;
/// use portcullis::authority::{DirError, DirMut};
///
/// /// The folder with the drafts.
/// struct Drafts;
///
/// # let temporary = tempfile::tempdir()?;
/// # let folder = temporary.path();
/// let drafts = DirMut::<Drafts>::open(folder)?;
/// let (note, old) = ("note.txt".parse::<RelativePath>()?, "old.txt".parse::<RelativePath>()?);
/// drafts.write(&note, b"first")?;
/// drafts.write(&note, b"second")?;
/// assert_eq!(drafts.read_to_string(&note, 100)?, "second");
///
/// drafts.rename(&note, &old)?;
/// assert_eq!(drafts.create_new(&old, b"third"), Err(DirError::AlreadyExists));
///
/// let trashed = drafts.trash(&old)?;
/// assert_eq!(drafts.metadata(&old), Err(DirError::NotFound));
/// assert_eq!(drafts.read_to_string(&trashed, 100)?, "second");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What it guarantees
///
/// - **Nothing outside is changed**, by the operating system: the folder in which a name is written, moved or removed is
///   opened beneath the root, and the name itself is never followed. So a symlink at the target of a write is refused
///   ([`DirError::Symlink`]), and a hard link to a file outside is parted from it instead of written through.
/// - **Written whole or not at all**: a file beside the target takes the bytes, is brought to the disk, and takes the
///   target's name. After a crash at any moment the target holds what it held before or all that is new. What an error
///   interrupts is removed; what `kill -9` interrupts leaves a `.portcullis-….tmp` that nobody reads again.
/// - **Durable**: when a method returns, file and folder have been synced.
/// - **Nothing is overwritten unawares**: only [`write`](DirMut::write) replaces what is there, and only a regular file.
///
/// # What it does not
///
/// It does not limit how much is written all in all. `write` keeps a file's owner, group and permissions where it may,
/// but not its extended attributes. New files are for their owner alone (0600, folders 0700). On file systems that
/// cannot rename without replacing (Linux knows few), something put at the target of [`rename`](DirMut::rename) or
/// [`create_new`](DirMut::create_new) at the very same moment may be replaced. Removing is no more than a `write` to it: whether a
/// capability that removes is `destructive` is for its author to say.
pub struct DirMut<R: ?Sized> {
    read: Dir<R>,
}

impl<R: ?Sized + 'static> DirMut<R> {
    /// Opens a folder by a path of the owner's, from the current directory of the process.
    ///
    /// This is where authority comes from: the path is the owner's configuration, never input.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, DirError> {
        Ok(DirMut { read: Dir::open(folder)? })
    }

    /// The same folder, to be read only.
    pub fn read_only(&self) -> Dir<R> {
        self.read.clone()
    }

    /// Writes a file: a new one, or the whole content of one that is there. At most 64 MiB.
    pub fn write<const N: usize>(&self, path: &RelativePath<N>, bytes: &[u8]) -> Result<(), DirError> {
        check_size(bytes)?;
        let place = self.read.place(path)?;
        let kept = place.file_to_replace()?;
        place.land(Landing::Replace, kept, |file| Ok(file.write_all(bytes)?))
    }

    /// Writes a file that is not there yet, or fails with [`DirError::AlreadyExists`]. At most 64 MiB.
    pub fn create_new<const N: usize>(&self, path: &RelativePath<N>, bytes: &[u8]) -> Result<(), DirError> {
        check_size(bytes)?;
        let place = self.read.place(path)?;
        place.must_be_free()?;
        place.land(Landing::New, None, |file| Ok(file.write_all(bytes)?))
    }

    /// Makes a copy of a file of at most `most` bytes, and never more than 1 GiB, where nothing is yet.
    ///
    /// The copy has the file's permissions, and belongs to this process. A symlink to a file inside is followed.
    pub fn copy<const N: usize, const M: usize>(
        &self,
        from: &RelativePath<N>,
        to: &RelativePath<M>,
        most: usize,
    ) -> Result<(), DirError> {
        let most = most.min(MOST_COPIED);
        let too_large = DirError::TooLarge { most };
        let place = self.read.place(to)?;
        place.must_be_free()?;
        let (source, length) = self.read.open_file(from.as_str())?;
        if length > most as u64 {
            return Err(too_large);
        }
        let kept = super::draft::Kept::permissions_of(&source.metadata()?);
        // The file may grow meanwhile: one byte more than asked for tells.
        let mut bounded = source.into_std().take(most as u64 + 1);
        place.land(Landing::New, kept, |file| {
            let copied = std::io::copy(&mut bounded, file)?;
            if copied > most as u64 { Err(too_large) } else { Ok(()) }
        })
    }

    /// Moves a file or a folder with all in it to where nothing is yet. A symlink is moved, not what it points to.
    pub fn rename<const N: usize, const M: usize>(
        &self,
        from: &RelativePath<N>,
        to: &RelativePath<M>,
    ) -> Result<(), DirError> {
        self.read.place(from)?.rename_to_new(&self.read.place(to)?)
    }

    /// Removes a file, or a symlink and not what it points to. There is no way back: see [`trash`](DirMut::trash).
    pub fn remove_file<const N: usize>(&self, path: &RelativePath<N>) -> Result<(), DirError> {
        self.read.place(path)?.remove_file()
    }

    /// Makes a folder where nothing is yet. The folder that it is in must be there.
    pub fn create_dir<const N: usize>(&self, path: &RelativePath<N>) -> Result<(), DirError> {
        self.read.place(path)?.create_dir()
    }
}

fn check_size(bytes: &[u8]) -> Result<(), DirError> {
    if bytes.len() > MOST { Err(DirError::TooLarge { most: MOST }) } else { Ok(()) }
}

/// All that a [`Dir`] can do.
impl<R: ?Sized> Deref for DirMut<R> {
    type Target = Dir<R>;

    fn deref(&self) -> &Dir<R> {
        &self.read
    }
}

// Derived, it would ask for `R: Clone`.
impl<R: ?Sized> Clone for DirMut<R> {
    fn clone(&self) -> Self {
        DirMut { read: self.read.clone() }
    }
}

impl<R: ?Sized + 'static> fmt::Debug for DirMut<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DirMut<{}>({})", Dir::<R>::root_name(), self.read.folder.given)
    }
}

impl<R: ?Sized + 'static> Authority for DirMut<R> {
    const EFFECT: Effect = Effect::Write;
    const KIND: &'static str = "dir_mut";

    /// The marker's name and the folder as the owner gave it: `Uploads (data/uploads)`.
    fn describe(&self) -> String {
        self.read.describe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_is_written_at_once_as_may_be_read_at_once() {
        assert_eq!(check_size(&vec![0; MOST]), Ok(()));
        assert_eq!(check_size(&vec![0; MOST + 1]), Err(DirError::TooLarge { most: 64 << 20 }));
    }
}
