//! Why there is no secret: where it was looked for and what is wrong, never a part of its value.

use std::io;

/// A secret could not be read or used.
///
/// No variant holds a byte of a secret: what an error says of a value is its length at most.
///
/// ```
/// use portcullis::secret::{Secret, SecretError};
///
/// let missing = Secret::file("no/such/file").unwrap_err();
/// assert_eq!(missing, SecretError::NotFound { place: "no/such/file".into() });
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// There is nothing at that place.
    #[error("there is no secret at {place}: check the name, and that it is mounted or set")]
    NotFound {
        /// Where it was looked for.
        place: String,
    },
    /// The file's mode lets others at it.
    #[error(
        "{place} has mode {mode:03o}, so others can get at it: `chmod {:03o}` it, or say with `SecretFile` who may read it",
        .allowed & 0o644
    )]
    Exposed {
        /// The file.
        place: String,
        /// Its permissions.
        mode: u32,
        /// The widest permissions that are accepted.
        allowed: u32,
    },
    /// It is a folder, a pipe or a device.
    #[error("{place} is not a regular file: put the secret into one")]
    NotAFile {
        /// What was opened.
        place: String,
    },
    /// It is larger than a secret may be.
    #[error("the secret at {place} is larger than {limit} bytes")]
    TooLarge {
        /// Where it is.
        place: String,
        /// The most that a secret may have.
        limit: usize,
    },
    /// There is nothing in it.
    #[error("the secret at {place} is empty")]
    Empty {
        /// Where it is.
        place: String,
    },
    /// The file was written while it was read, several times.
    #[error("{place} was changed while it was read: write a new file and rename it to this name")]
    Changing {
        /// The file.
        place: String,
    },
    /// `$CREDENTIALS_DIRECTORY` is not set.
    #[error("`CREDENTIALS_DIRECTORY` is not set: start this as a systemd service with `LoadCredential=`")]
    NoCredentials,
    /// No name that a credential of systemd can have.
    #[error("a credential's name has letters, digits, `.`, `_` and `-` only, and does not begin with a dot")]
    BadName,
    /// There is no such text in the JSON document, or it is no strict JSON.
    #[error("{place} is no JSON document with a text at `{pointer}`")]
    NoSuchField {
        /// Where the document is.
        place: String,
        /// The JSON Pointer.
        pointer: String,
    },
    /// So short or so plain that it would be found in harmless text, so it cannot be looked for in what leaves the gate.
    #[error(
        "the secret `{name}` cannot be looked for in outputs: it has {bytes} bytes, {distinct} of them different; make it at least 8 bytes with 4 different ones"
    )]
    TooPlain {
        /// The secret's name.
        name: String,
        /// Its length.
        bytes: usize,
        /// How many different bytes it has, up to 4.
        distinct: usize,
    },
    /// The use of a secret could not be recorded, so it did not happen.
    #[error("the use of the secret `{name}` cannot be recorded, so it was not revealed")]
    Unrecorded {
        /// The secret's name.
        name: String,
    },
    /// The operating system said no.
    #[error("the secret at {place} cannot be read: {kind}")]
    Io {
        /// Where it is.
        place: String,
        /// What kind of error.
        kind: io::ErrorKind,
    },
    /// A source of the user's own has none.
    #[error("{place} gave no secret: {reason}")]
    Unavailable {
        /// The source.
        place: String,
        /// Why, in words from the source code: never a text that the other side sent.
        reason: &'static str,
    },
}

/// As it is shown: `fn main() -> Result<(), Box<dyn Error>>` and `unwrap()` tell how to mend it.
impl std::fmt::Debug for SecretError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl SecretError {
    pub(crate) fn io(place: &str, error: &io::Error) -> Self {
        let place = place.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => SecretError::NotFound { place },
            kind => SecretError::Io { place, kind },
        }
    }
}
