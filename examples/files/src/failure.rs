//! What a caller reads when a body could not do it. The texts are fixed here, so that no path of the host and no
//! error of the operating system gets into one.

use portcullis::authority::DirError;
use portcullis::prelude::*;

/// Why a file or a folder could not be read or changed.
#[failure]
pub enum FilesFailure {
    /// There is nothing of that name.
    #[public("there is no such file or folder; `list` shows what there is")]
    NotFound,
    /// A symlink on the way leads out of the folder.
    #[public("the path leads out of the folder that is served")]
    Outside,
    /// A folder, a pipe or a device where a file was asked for.
    #[public("this is not a file; `list` shows what is in a folder")]
    NotAFile,
    /// A file where a folder was asked for.
    #[public("this is not a folder; `read` shows what is in a file")]
    NotAFolder,
    /// Bytes that are not UTF-8, or with NUL among them.
    #[public("this is not a text file in UTF-8")]
    NotText,
    /// Lines are counted from the beginning, which takes too long here.
    #[public("lines are counted in the first {bytes} bytes of a file only; ask for `bytes` instead")]
    TooLarge {
        /// How far lines are counted.
        bytes: u64,
    },
    /// The part begins where nothing is.
    #[public("the file ends before that; it has {bytes} bytes")]
    BeyondLastByte {
        /// The file's length.
        bytes: u64,
    },
    /// The part begins where nothing is.
    #[public("the file ends before that; it has {lines} lines")]
    BeyondLastLine {
        /// How many lines the file has.
        lines: u64,
    },
    /// Nothing is replaced unawares.
    #[public("something of that name is there already; choose another name, or `trash` it first")]
    AlreadyExists,
    /// A symlink where something is to be written.
    #[public("this is a symlink, which is not written through; `move` or `trash` it first")]
    Symlink,
    /// A file that its owner has made read-only.
    #[public("this file is read-only")]
    ReadOnly,
    /// `.` where something in the folder was asked for.
    #[public("this is the served folder itself; name something in it")]
    Root,
    /// The file is too large to be copied.
    #[public("this file is larger than {bytes} bytes, and is not copied")]
    TooLargeToCopy {
        /// The largest that is copied.
        bytes: u64,
    },
    /// The operating system refused, or had no answer. The source is for the operator alone.
    #[public("the server cannot read this file or folder")]
    NotReadable(#[source] DirError),
    /// The same, for a change.
    #[public("the server cannot change this file or folder")]
    NotChanged(#[source] DirError),
}

impl FilesFailure {
    /// Of something that was to be changed.
    pub fn of_change(error: DirError) -> Self {
        match error {
            DirError::AlreadyExists => FilesFailure::AlreadyExists,
            DirError::Symlink => FilesFailure::Symlink,
            DirError::ReadOnly => FilesFailure::ReadOnly,
            DirError::Root => FilesFailure::Root,
            DirError::TooLarge { most } => FilesFailure::TooLargeToCopy { bytes: most as u64 },
            error => match FilesFailure::from(error) {
                FilesFailure::NotReadable(error) => FilesFailure::NotChanged(error),
                failure => failure,
            },
        }
    }
}

// Not `#[from]`: which of these a caller may tell apart is decided here, one by one.
impl From<DirError> for FilesFailure {
    fn from(error: DirError) -> Self {
        match error {
            DirError::NotFound => FilesFailure::NotFound,
            DirError::Outside => FilesFailure::Outside,
            DirError::NotAFile => FilesFailure::NotAFile,
            DirError::NotAFolder => FilesFailure::NotAFolder,
            DirError::NotText => FilesFailure::NotText,
            error => FilesFailure::NotReadable(error),
        }
    }
}
