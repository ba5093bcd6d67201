//! The folder that is served: opened once, by the owner's path, to be read or to be changed as well. No capability ever
//! opens one by itself.

use std::path::{Path, PathBuf};

use portcullis::authority::{Dir, DirError, DirMut};
use portcullis::bound::RelativePath;

/// Names the folder in signatures: `Dir<Served>` is the right to read it, `DirMut<Served>` to change it, and no other
/// folder.
pub struct Served;

/// Opens the folder, and reads it once so that a mistake shows now and not at the first call.
///
/// # Errors
///
/// [`FolderError`], which says how to mend it.
pub fn open(folder: &Path) -> Result<Dir<Served>, FolderError> {
    let explain = |error| FolderError::new(folder, error);
    let open = Dir::<Served>::open(folder).map_err(explain)?;
    open.list(&RelativePath::<1>::root(), 0).map_err(explain)?;
    Ok(open)
}

/// Opens the folder to be changed as well, and reads it once.
///
/// # Errors
///
/// [`FolderError`], which says how to mend it.
pub fn open_to_change(folder: &Path) -> Result<DirMut<Served>, FolderError> {
    open(folder)?;
    DirMut::open(folder).map_err(|error| FolderError::new(folder, error))
}

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is nothing of that name.
    #[error("there is no folder `{}`\nhelp: name one that exists, such as `.`", .0.display())]
    Missing(PathBuf),
    /// A file.
    #[error("`{}` is not a folder\nhelp: name the folder that it is in", .0.display())]
    NotAFolder(PathBuf),
    /// The operating system says no.
    #[error("`{folder}` may not be read by you\nhelp: `chmod u+rx '{folder}'`, or run this as a user who may read it", folder = .0.display())]
    NotReadable(PathBuf),
    /// Something else.
    #[error("`{folder}` cannot be opened: {1}", folder = .0.display())]
    Other(PathBuf, DirError),
}

impl FolderError {
    fn new(folder: &Path, error: DirError) -> Self {
        let folder = folder.to_owned();
        match error {
            DirError::NotFound => FolderError::Missing(folder),
            DirError::NotAFolder => FolderError::NotAFolder(folder),
            DirError::Io(std::io::ErrorKind::PermissionDenied) => FolderError::NotReadable(folder),
            error => FolderError::Other(folder, error),
        }
    }
}
