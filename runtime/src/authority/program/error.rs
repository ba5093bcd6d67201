//! Why a program could not be granted or run: never an argument, never a path of the host's.

use std::io;

use crate::call::Interrupted;

/// What went wrong with a [`Program`](super::Program).
///
/// Its texts hold no argument and nothing that the program said, so they may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// `PATH` is not absolute, so it would depend on where this process was started.
    #[error("the path of the program is not absolute: write the whole path into `PATH`")]
    NotAbsolute,
    /// There is no such executable.
    #[error("there is no such program: install it, or correct `PATH`")]
    Missing,
    /// A folder or a device.
    #[error("the program is no regular file")]
    NotAFile,
    /// This user may not execute it.
    #[error("the program may not be executed by this user")]
    NotExecutable,
    /// It, or a folder on its way, may be written by others than root and this user.
    #[error("the program may be changed or replaced by other users: take their right to write, `chmod go-w`")]
    WritableByOthers,
    /// It runs as another user, whose processes could not be killed.
    #[error("the program changes its user (a set-user or set-group bit), so it could not be ended")]
    ChangesUser,
    /// Another file is there than the one that was opened.
    #[error("the program is not the one that was opened: open it again, and build the gate with that")]
    Changed,
    /// A variable's name is empty or holds `=`, or its value holds NUL.
    #[error("a variable of the environment has no valid name or value")]
    Variable,
    /// The working folder is no folder.
    #[error("the working folder is no folder")]
    Folder,
    /// A value that the program could take for an option, where options may stand.
    #[error(
        "argument {position} could be taken for an option: put it behind `.end_of_options()`, or refuse it as input"
    )]
    LooksLikeOption {
        /// Which argument, counted from 1.
        position: usize,
    },
    /// A name that is given to `option_value` and does not begin with `--`.
    #[error("argument {position} is no long option: `option_value` takes a name that begins with `--`")]
    NotALongOption {
        /// Which argument, counted from 1.
        position: usize,
    },
    /// An argument with NUL, which would end it early.
    #[error("argument {position} holds NUL")]
    Nul {
        /// Which argument, counted from 1.
        position: usize,
    },
    /// More than 256 arguments, or 128 KiB of them.
    #[error("too many arguments: at most 256, and 128 KiB of them")]
    TooManyArguments,
    /// More for standard input than 16 MiB.
    #[error("standard input is larger than {most} bytes")]
    InputTooLarge {
        /// The limit.
        most: usize,
    },
    /// It said more than it may, and was ended.
    #[error("the program said more than {most} bytes, and was ended")]
    OutputTooLarge {
        /// The limit.
        most: usize,
    },
    /// Nobody waits for it any more, so it was ended.
    #[error("the program was ended: {0}")]
    Interrupted(#[from] Interrupted),
    /// What the operating system said, by its kind.
    #[error("{0}")]
    Io(io::ErrorKind),
}

impl From<io::Error> for ProgramError {
    fn from(error: io::Error) -> Self {
        ProgramError::Io(error.kind())
    }
}

impl From<rustix::io::Errno> for ProgramError {
    fn from(error: rustix::io::Errno) -> Self {
        io::Error::from(error).into()
    }
}
