//! What a caller reads when a body could not do it. The texts are fixed here, so that no path of the host and no
//! error of the operating system gets into one.

use portcullis::authority::DirError;
use portcullis::prelude::*;

/// Why a file or a folder could not be read.
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
    /// The operating system refused, or had no answer. The source is for the operator alone.
    #[public("the server cannot read this file or folder")]
    NotReadable(#[source] DirError),
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
