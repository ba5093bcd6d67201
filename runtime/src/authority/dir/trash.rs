//! The trash: a folder `.trash` below the root, in which each thing has a folder of its own, so that nothing there is
//! ever replaced and everything keeps its name.

use std::time::{SystemTime, UNIX_EPOCH};

use super::place::{Place, rename_to_new, sync};
use super::{DirError, DirMut};
use crate::bound::RelativePath;

/// Where it is, from the root.
const TRASH: &str = ".trash";

impl<R: ?Sized + 'static> DirMut<R> {
    /// Moves a file or a folder into `.trash` below the root, and says where it is now: `.trash/01JD…/name`.
    ///
    /// [`rename`](DirMut::rename) brings it back. Nothing empties the trash. The names in it are in the order in which
    /// things were thrown away, to the millisecond.
    pub fn trash<const N: usize>(&self, path: &RelativePath<N>) -> Result<RelativePath<N>, DirError> {
        let from = self.place(path)?;
        if from.metadata()?.is_none() {
            return Err(DirError::NotFound);
        }
        let number = ulid::Ulid::from_parts(milliseconds(), fastrand::u128(..)).to_string();
        // Looked at first, since a move that cannot be told of cannot be undone.
        let trashed = RelativePath::new(&format!("{TRASH}/{number}/{}", from.name))
            .map_err(|_| DirError::PathTooLong)?;

        let trash = self.open_trash()?;
        let own = Place { folder: trash, name: &number };
        own.create_dir()?;
        let moved = own.folder.open_dir(own.name).map_err(DirError::from).and_then(|folder| {
            rename_to_new((&from.folder, from.name), (&folder, from.name))?;
            sync(&folder)
        });
        if let Err(error) = moved {
            // Fails, and is right to, if the thing is in there after all.
            let _ = own.folder.remove_dir(own.name);
            return Err(error);
        }
        sync(&from.folder)?;
        Ok(trashed)
    }

    /// Opens the trash, and makes it before if it is not there.
    fn open_trash(&self) -> Result<cap_std::fs::Dir, DirError> {
        let place = Place { folder: self.folder.open.try_clone()?, name: TRASH };
        match place.create_dir() {
            Ok(()) | Err(DirError::AlreadyExists) => {}
            Err(error) => return Err(error),
        }
        match place.metadata()? {
            Some(metadata) if metadata.is_symlink() => Err(DirError::Symlink),
            _ => Ok(place.folder.open_dir(TRASH)?),
        }
    }
}

fn milliseconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::{DirMut, RelativePath};

    #[test]
    fn what_is_thrown_away_in_a_later_millisecond_stands_behind() {
        struct Desk;
        let folder = tempfile::tempdir().unwrap();
        let desk = DirMut::<Desk>::open(folder.path()).unwrap();
        let mut last = String::new();
        for _ in 0..5 {
            fs::write(folder.path().join("note"), "milk").unwrap();
            let trashed = desk.trash(&RelativePath::<100>::new("note").unwrap()).unwrap().to_string();
            assert!(trashed > last, "{trashed} after {last}");
            last = trashed;
            let then = SystemTime::now() + Duration::from_millis(1);
            while SystemTime::now() <= then {
                std::thread::yield_now();
            }
        }
    }
}
