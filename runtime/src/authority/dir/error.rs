//! Why a folder could not do it: a kind, and never a path of the host's.

use std::io;

/// What did not work below a [`Dir`](super::Dir) or a [`DirMut`](super::DirMut).
///
/// Its texts name no path, neither the caller's nor the host's, so they may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DirError {
    /// There is nothing of that name.
    #[error("there is no such file or folder")]
    NotFound,
    /// A symlink on the way leads out of the folder.
    #[error("the path leads out of the folder")]
    Outside,
    /// A folder, or a pipe, a socket or a device, where a file was asked for.
    #[error("not a file")]
    NotAFile,
    /// A file where a folder was asked for or is needed on the way.
    #[error("not a folder")]
    NotAFolder,
    /// The file is larger than was asked for as the most.
    #[error("larger than {most} bytes")]
    TooLarge {
        /// What was asked for as the most.
        most: usize,
    },
    /// The file's bytes are not UTF-8.
    #[error("not UTF-8 text")]
    NotText,
    /// Something of that name is there already.
    #[error("something of that name is there already")]
    AlreadyExists,
    /// A symlink where something is to be written. It is neither followed nor replaced.
    #[error("a symlink, which is not written through")]
    Symlink,
    /// A file that its owner has made read-only.
    #[error("the file is read-only")]
    ReadOnly,
    /// The folder itself, which is neither written, moved nor removed.
    #[error("this is the folder itself")]
    Root,
    /// The path in the trash would be longer than this type of path allows.
    #[error("the path in the trash would be too long")]
    PathTooLong,
    /// What the operating system said, by its kind.
    #[error("{0}")]
    Io(io::ErrorKind),
}

impl From<io::Error> for DirError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => DirError::NotFound,
            io::ErrorKind::NotADirectory => DirError::NotAFolder,
            io::ErrorKind::IsADirectory => DirError::NotAFile,
            io::ErrorKind::AlreadyExists => DirError::AlreadyExists,
            // cap-std's own word for a way out; a refusal by the operating system has a number.
            io::ErrorKind::PermissionDenied if error.raw_os_error().is_none() => DirError::Outside,
            kind => DirError::Io(kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_out_is_told_apart_from_what_the_system_forbids() {
        let kind = io::ErrorKind::PermissionDenied;
        assert_eq!(DirError::from(io::Error::new(kind, "a path led outside")), DirError::Outside);
        #[cfg(unix)]
        let forbidden = io::Error::from(rustix::io::Errno::ACCESS);
        #[cfg(unix)]
        assert_eq!(DirError::from(forbidden), DirError::Io(kind));
    }
}
