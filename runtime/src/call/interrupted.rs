//! Why a body is not to go on.

use std::fmt;

/// Why a body should stop. Converts into every `#[failure]` and into `Internal` by `?`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Interrupted {
    /// The call's time is up.
    DeadlineExceeded,
    /// The caller went away.
    Cancelled,
    /// A step took longer than its own limit, given to [`Call::within`](super::Call::within).
    TimedOut,
}

impl Interrupted {
    /// What a caller reads where a failure passes this on.
    pub const fn public_text(self) -> &'static str {
        match self {
            Interrupted::DeadlineExceeded => "no answer within the time-out",
            Interrupted::Cancelled => "the call was cancelled",
            Interrupted::TimedOut => "a step of the capability took too long",
        }
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.public_text())
    }
}

impl std::error::Error for Interrupted {}
