//! A name in a folder that was opened beneath the root: where something is written, moved or removed.
//!
//! A name is one component and is never followed, so nothing that is done here reaches further than its folder.

use std::io;

use cap_std::fs::{DirBuilder, Metadata};

use super::draft::Kept;
use super::{Dir, DirError};
use crate::bound::RelativePath;

/// A name, whether there is something of it or not, and the folder that it is in.
pub(super) struct Place<'a> {
    pub(super) folder: cap_std::fs::Dir,
    pub(super) name: &'a str,
}

impl<R: ?Sized + 'static> Dir<R> {
    /// Opens the folder that the last name of a path is in. Symlinks on the way are followed inside only.
    pub(super) fn place<'a, const N: usize>(&self, path: &'a RelativePath<N>) -> Result<Place<'a>, DirError> {
        if path.is_root() {
            return Err(DirError::Root);
        }
        let (folder, name) = match path.as_str().rsplit_once('/') {
            Some((folder, name)) => (self.folder.open.open_dir(folder)?, name),
            None => (self.folder.open.try_clone()?, path.as_str()),
        };
        Ok(Place { folder, name })
    }
}

impl Place<'_> {
    /// What is there, not followed; `None` if nothing is.
    pub(super) fn metadata(&self) -> Result<Option<Metadata>, DirError> {
        match self.folder.symlink_metadata(self.name) {
            Ok(metadata) => Ok(Some(metadata)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Fails if something is there. For an early answer: what lands here later looks again, and cannot be raced.
    pub(super) fn must_be_free(&self) -> Result<(), DirError> {
        if self.metadata()?.is_some() { Err(DirError::AlreadyExists) } else { Ok(()) }
    }

    /// What the file that is there passes on to the one that replaces it; fails for all but a file that may be written.
    pub(super) fn file_to_replace(&self) -> Result<Option<Kept>, DirError> {
        let Some(metadata) = self.metadata()? else { return Ok(None) };
        if metadata.is_symlink() {
            Err(DirError::Symlink)
        } else if !metadata.is_file() {
            Err(DirError::NotAFile)
        } else if metadata.permissions().readonly() {
            // A rename would not ask the file, only its folder.
            Err(DirError::ReadOnly)
        } else {
            Ok(Kept::all_of(&metadata))
        }
    }

    /// Moves what is here to where nothing is.
    pub(super) fn rename_to_new(&self, to: &Place<'_>) -> Result<(), DirError> {
        rename_to_new((&self.folder, self.name), (&to.folder, to.name))?;
        sync(&self.folder)?;
        sync(&to.folder)
    }

    pub(super) fn remove_file(&self) -> Result<(), DirError> {
        if self.metadata()?.is_some_and(|metadata| metadata.is_dir()) {
            return Err(DirError::NotAFile);
        }
        self.folder.remove_file(self.name)?;
        sync(&self.folder)
    }

    pub(super) fn create_dir(&self) -> Result<(), DirError> {
        self.folder.create_dir_with(self.name, &for_the_owner_alone())?;
        sync(&self.folder)
    }
}

/// Makes folders that nobody but their owner may enter.
fn for_the_owner_alone() -> DirBuilder {
    #[allow(unused_mut)]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use cap_std::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
}

/// A rename that fails if there is something of the new name.
pub(super) fn rename_to_new(
    (from, name): (&cap_std::fs::Dir, &str),
    (to, new_name): (&cap_std::fs::Dir, &str),
) -> Result<(), DirError> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(from, name, to, new_name, RenameFlags::NOREPLACE) {
            // The file system has no such rename (or the move makes no sense, which the plain one says as well).
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            done => return Ok(done.map_err(io::Error::from)?),
        }
    }
    Place { folder: to.try_clone()?, name: new_name }.must_be_free()?;
    Ok(from.rename(name, to, new_name)?)
}

/// Brings the names of a folder to the disk.
pub(super) fn sync(folder: &cap_std::fs::Dir) -> Result<(), DirError> {
    #[cfg(unix)]
    {
        use rustix::fs::{Mode, OFlags, fsync, openat};
        // The handle that we have stands for the folder's place alone, on Linux, and cannot be synced.
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let open = openat(folder, ".", flags, Mode::empty()).map_err(io::Error::from)?;
        fsync(&open).map_err(io::Error::from)?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A power cut cannot be had here. That the system is asked shows where it says no.
    #[test]
    fn a_folder_that_cannot_be_synced_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let open = cap_std::fs::Dir::open_ambient_dir(folder.path(), cap_std::ambient_authority()).unwrap();
        assert_eq!(sync(&open), Ok(()));
        let no_folder = cap_std::fs::Dir::from_std_file(tempfile::tempfile().unwrap());
        assert_eq!(sync(&no_folder), Err(DirError::NotAFolder));
    }
}
