//! How a file is written whole or not at all: as a draft beside the target, which takes the target's name at the end.
//!
//! A draft that does not land, because of an error or a panic, removes itself.

use std::fs::File;
use std::io;

use cap_std::fs::{Metadata, OpenOptions};

use super::DirError;
use super::place::{Place, rename_to_new, sync};

/// How often a name for the draft is tried that something else has already.
const TRIES: usize = 8;

/// What may be at the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Landing {
    /// A file, which is replaced, or nothing.
    Replace,
    /// Nothing.
    New,
}

/// What a new file takes over from another one. Without it, the file is its owner's alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    #[cfg(unix)]
    mode: u32,
    #[cfg(unix)]
    owner: Option<(u32, u32)>,
}

impl Kept {
    /// Permissions, owner and group.
    #[cfg(unix)]
    pub(super) fn all_of(metadata: &Metadata) -> Option<Self> {
        use cap_std::fs::MetadataExt;
        Some(Kept { mode: metadata.mode() & 0o777, owner: Some((metadata.uid(), metadata.gid())) })
    }

    /// Permissions only.
    #[cfg(unix)]
    pub(super) fn permissions_of(metadata: &Metadata) -> Option<Self> {
        use cap_std::fs::MetadataExt;
        Some(Kept { mode: metadata.mode() & 0o777, owner: None })
    }

    #[cfg(not(unix))]
    pub(super) fn all_of(_: &Metadata) -> Option<Self> {
        None
    }

    #[cfg(not(unix))]
    pub(super) fn permissions_of(_: &Metadata) -> Option<Self> {
        None
    }

    #[cfg(unix)]
    fn give_to(self, file: &File) -> io::Result<()> {
        use rustix::fs::{Gid, Mode, Uid, fchmod, fchown, fstat};
        let mut mode = Mode::from_raw_mode(self.mode as _);
        if let Some((owner, group)) = self.owner {
            let made = fstat(file)?;
            let same = (made.st_uid, made.st_gid) == (owner, group);
            if !same && fchown(file, Some(Uid::from_raw(owner)), Some(Gid::from_raw(group))).is_err() {
                // What the old group may do is no business of ours.
                mode -= Mode::RWXG;
            }
        }
        Ok(fchmod(file, mode)?)
    }

    #[cfg(not(unix))]
    fn give_to(self, _: &File) -> io::Result<()> {
        Ok(())
    }
}

impl Place<'_> {
    /// Has a draft filled, and gives it this place's name once it is on the disk.
    pub(super) fn land(
        &self,
        landing: Landing,
        kept: Option<Kept>,
        fill: impl FnOnce(&mut File) -> Result<(), DirError>,
    ) -> Result<(), DirError> {
        let mut draft = Draft::begin(self)?;
        fill(&mut draft.file)?;
        if let Some(kept) = kept {
            kept.give_to(&draft.file)?;
        }
        draft.file.sync_all()?;
        draft.take_the_name(landing)?;
        sync(&self.folder)
    }
}

/// A file that is being written, under a name that nobody asks for.
struct Draft<'a> {
    place: &'a Place<'a>,
    name: String,
    file: File,
    landed: bool,
}

impl<'a> Draft<'a> {
    fn begin(place: &'a Place<'_>) -> Result<Self, DirError> {
        let mut options = OpenOptions::new();
        // Never one that is there, nor a symlink.
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use cap_std::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut tried = 0;
        loop {
            let name = format!(".portcullis-{:016x}.tmp", fastrand::u64(..));
            match place.folder.open_with(&name, &options) {
                Ok(file) => return Ok(Draft { place, name, file: file.into_std(), landed: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tried < TRIES => tried += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn take_the_name(mut self, landing: Landing) -> Result<(), DirError> {
        let (folder, name) = (&self.place.folder, self.place.name);
        match landing {
            Landing::Replace => folder.rename(&self.name, folder, name)?,
            Landing::New => rename_to_new((folder, &self.name), (folder, name))?,
        }
        self.landed = true;
        Ok(())
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if !self.landed {
            // If even that fails there is nobody to tell, and the error that led here is told.
            let _ = self.place.folder.remove_file(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;
    use crate::authority::DirMut;
    use crate::bound::RelativePath;

    struct Root;

    /// What is in the folder, by name and content.
    fn content(folder: &std::path::Path) -> Vec<(String, String)> {
        let mut content: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                let text = fs::read_to_string(entry.path()).unwrap();
                (entry.file_name().into_string().unwrap(), text)
            })
            .collect();
        content.sort();
        content
    }

    /// A folder with a file `a`, and what is left of it after a write to `name` that `fill` does not end.
    fn interrupted(
        name: &str,
        landing: Landing,
        fill: impl FnOnce(&mut File) -> Result<(), DirError>,
    ) -> (Option<DirError>, Vec<(String, String)>) {
        let kept = tempfile::tempdir().unwrap();
        fs::write(kept.path().join("a"), "old").unwrap();
        let dir = DirMut::<Root>::open(kept.path()).unwrap();
        let path: RelativePath = name.parse().unwrap();
        let place = dir.place(&path).unwrap();
        let landed =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| place.land(landing, None, fill)));
        (landed.ok().and_then(Result::err), content(kept.path()))
    }

    fn old() -> Vec<(String, String)> {
        vec![("a".to_owned(), "old".to_owned())]
    }

    #[test]
    fn an_error_in_the_middle_of_a_write_leaves_what_was_there_and_nothing_else() {
        for name in ["a", "new"] {
            for landing in [Landing::Replace, Landing::New] {
                let (error, left) = interrupted(name, landing, |file| {
                    file.write_all(b"half of what is ne")?;
                    Err(io::Error::from(io::ErrorKind::StorageFull).into())
                });
                assert_eq!(error, Some(DirError::Io(io::ErrorKind::StorageFull)), "{name} {landing:?}");
                assert_eq!(left, old(), "{name} {landing:?}");
            }
        }
    }

    #[test]
    fn a_panic_in_the_middle_of_a_write_leaves_what_was_there_and_nothing_else() {
        let (_, left) = interrupted("a", Landing::Replace, |file| {
            file.write_all(b"half")?;
            panic!("in the middle")
        });
        assert_eq!(left, old());
    }

    #[test]
    fn what_appears_at_the_target_while_a_new_file_is_written_is_not_replaced() {
        let (error, left) = interrupted("a", Landing::New, |file| Ok(file.write_all(b"new")?));
        assert_eq!((error, left), (Some(DirError::AlreadyExists), old()));
    }

    #[test]
    fn a_folder_that_appears_at_the_target_is_not_replaced() {
        let kept = tempfile::tempdir().unwrap();
        let dir = DirMut::<Root>::open(kept.path()).unwrap();
        let path: RelativePath = "a".parse().unwrap();
        let place = dir.place(&path).unwrap();
        let landed = place.land(Landing::Replace, None, |_| {
            dir.create_dir(&path)?;
            dir.create_new(&path.join("inside").unwrap_or_default(), b"kept")
        });
        assert_eq!(landed, Err(DirError::NotAFile));
        assert_eq!(content(&kept.path().join("a")), [("inside".to_owned(), "kept".to_owned())]);
        assert_eq!(fs::read_dir(kept.path()).unwrap().count(), 1);
    }

    /// Writes a new file where the first `taken` names of its draft are there already.
    fn written_beside(taken: u64) -> Result<(), DirError> {
        let folder = tempfile::tempdir().unwrap();
        // Names are drawn by the generator of this thread, which draws the same ones again.
        fastrand::seed(7);
        for _ in 0..taken {
            fs::write(folder.path().join(format!(".portcullis-{:016x}.tmp", fastrand::u64(..))), "").unwrap();
        }
        fastrand::seed(7);
        let dir = DirMut::<Root>::open(folder.path()).unwrap();
        dir.create_new(&RelativePath::<10>::new("a").unwrap(), b"text")
    }

    #[test]
    fn a_draft_whose_name_is_taken_is_tried_under_another_eight_times() {
        assert_eq!(written_beside(TRIES as u64), Ok(()));
        assert_eq!(written_beside(TRIES as u64 + 1), Err(DirError::AlreadyExists));
    }

    #[test]
    fn a_draft_that_cannot_be_begun_is_an_error_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        fs::create_dir(&gone).unwrap();
        let dir = DirMut::<Root>::open(&gone).unwrap();
        fs::remove_dir(&gone).unwrap();
        let path = RelativePath::<10>::new("a").unwrap();
        assert!(matches!(dir.create_new(&path, b"text"), Err(DirError::NotFound)));
    }
}
