//! The bytes of a secret, in a buffer whose size is fixed before the first byte comes.
//!
//! A buffer that grows leaves a copy behind at each step. This one must never be copied, printed or compared by `==`.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;

use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::source::{self, SecretFile, SecretSource};
use super::{SecretError, scan};

/// A secret: up to 64 KiB that are wiped when it is dropped.
///
/// It cannot be cloned, printed, serialized, compared by `==` or returned by a capability. `Debug` shows `[redacted]`,
/// so that a configuration which holds one can be printed.
///
/// ```
/// use portcullis::secret::{Secret, SecretFile};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("api-key");
/// # std::fs::write(&path, "correct horse battery staple\n")?;
/// # #[cfg(unix)]
/// # std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
/// let key = Secret::file(&path)?;
/// assert_eq!(format!("{key:?}"), "[redacted]");
/// assert!(key.matches(b"correct horse battery staple"));
/// assert_eq!(key.reveal(|bytes| bytes.len()), 28);
/// # Ok(())
/// # }
/// ```
///
/// # What it guarantees
///
/// No source of this module leaves a copy in freed memory, whether it succeeds or fails: the buffer is
/// allocated once, filled in place and wiped before it is freed.
///
/// # What it does not
///
/// It does not hide from who can read the process's memory while it lives: no locked pages, no wiped stack or
/// registers. What a closure copies out of it is the closure's.
pub struct Secret {
    buffer: SecretBox<[u8]>,
    /// How much of the buffer is the secret.
    length: usize,
}

impl Secret {
    /// The most bytes that a secret may have: 64 KiB.
    pub const MAX_BYTES: usize = 64 * 1024;

    /// Reads a file that only its owner may read. One newline at its end is dropped.
    ///
    /// The first choice. [`SecretFile`] reads files that others may read as well, such as mounts of Kubernetes.
    ///
    /// # Errors
    ///
    /// [`SecretError`], also when the file's mode lets others read or change it (on Unix).
    pub fn file(path: impl AsRef<Path>) -> Result<Self, SecretError> {
        SecretFile::new(path).fetch()
    }

    /// Reads a credential that systemd passed to the service (`LoadCredential=name:…`), by its name.
    ///
    /// # Errors
    ///
    /// [`SecretError`], when the process has no credentials or none of this name.
    ///
    /// ```
    /// use portcullis::secret::{Secret, SecretError};
    ///
    /// assert_eq!(Secret::credential("../shadow").unwrap_err(), SecretError::BadName);
    /// ```
    pub fn credential(name: &str) -> Result<Self, SecretError> {
        SecretFile::credential(name)?.fetch()
    }

    /// Reads an environment variable: the last choice, since every child process inherits it and other processes of the
    /// same user can read it.
    ///
    /// The environment itself keeps its copy. On Windows the conversion from UTF-16 leaves another one.
    ///
    /// # Errors
    ///
    /// [`SecretError`], when it is not set, empty or too large.
    ///
    /// ```
    /// use portcullis::secret::Secret;
    ///
    /// assert!(Secret::env("NO_SUCH_VARIABLE").is_err());
    /// ```
    pub fn env(variable: &str) -> Result<Self, SecretError> {
        source::environment(variable)
    }

    /// Takes one text out of a JSON document that is a secret itself, by JSON Pointer: `/data/password`.
    ///
    /// The document must be strict JSON: no repeated keys, nothing after it.
    ///
    /// # Errors
    ///
    /// [`SecretError::NoSuchField`], when it is no such document or there is no text; [`SecretError::Empty`].
    ///
    /// ```
    /// use portcullis::secret::Secret;
    ///
    /// let answer = br#"{"data": {"password": "line\nfeed"}}"#;
    /// let document = Secret::read(&answer[..])?;
    /// assert!(document.json_field("/data/password")?.matches(b"line\nfeed"));
    /// # Ok::<(), portcullis::secret::SecretError>(())
    /// ```
    pub fn json_field(&self, pointer: &str) -> Result<Self, SecretError> {
        source::json_field(self, pointer, "the secret")
    }

    /// Reads a secret to the end of `reader`, which should keep no buffer of its own: for sources such as vaults.
    ///
    /// # Errors
    ///
    /// [`SecretError`], when it is empty, too large or cannot be read.
    pub fn read(mut reader: impl Read) -> Result<Self, SecretError> {
        const PLACE: &str = "a reader";
        let room = Self::MAX_BYTES + 1;
        let secret = Self::fill(room, |buffer| source::read_up_to(&mut reader, buffer))
            .map_err(|error| error.at(PLACE))?;
        if secret.length == room {
            return Err(SecretError::TooLarge { place: PLACE.to_owned(), limit: Self::MAX_BYTES });
        }
        Ok(secret.fitted())
    }

    /// Lets `fill` write a secret into a buffer of `capacity` bytes and say how many it wrote.
    ///
    /// For sources such as vaults. The buffer is wiped if `fill` fails or panics.
    ///
    /// # Errors
    ///
    /// [`SecretError`]: of the error only its kind is kept, since its text may hold what was read.
    ///
    /// ```
    /// use portcullis::secret::Secret;
    ///
    /// let secret = Secret::from_fill(32, |buffer| {
    ///     buffer[..5].copy_from_slice(b"hello");
    ///     Ok(5)
    /// })?;
    /// assert!(secret.matches(b"hello"));
    /// # Ok::<(), portcullis::secret::SecretError>(())
    /// ```
    pub fn from_fill(
        capacity: usize,
        fill: impl FnOnce(&mut [u8]) -> io::Result<usize>,
    ) -> Result<Self, SecretError> {
        const PLACE: &str = "a buffer";
        if capacity > Self::MAX_BYTES {
            return Err(SecretError::TooLarge { place: PLACE.to_owned(), limit: Self::MAX_BYTES });
        }
        Self::fill(capacity, fill).map_err(|error| error.at(PLACE))
    }

    /// Lends the bytes to `use_it` for as long as it runs.
    ///
    /// For code that owns the secret: a program's start, a source, an authority. A body takes a
    /// [`SecretRef`](super::SecretRef), whose uses are recorded.
    pub fn reveal<R>(&self, use_it: impl FnOnce(&[u8]) -> R) -> R {
        use_it(self.bytes())
    }

    /// Whether it is these bytes. How long that takes depends on the lengths alone, not on where they differ.
    pub fn matches(&self, candidate: &[u8]) -> bool {
        self.bytes().ct_eq(candidate).into()
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.length
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.expose_secret().get(..self.length).unwrap_or_default()
    }

    /// As [`Secret::from_fill`], of any size and with the error as it is.
    pub(super) fn fill(
        capacity: usize,
        fill: impl FnOnce(&mut [u8]) -> io::Result<usize>,
    ) -> Result<Self, Unfilled> {
        // In its wiping box before anything is in it.
        let mut buffer: SecretBox<[u8]> = SecretBox::new(vec![0; capacity].into_boxed_slice());
        let length = fill(buffer.expose_secret_mut()).map_err(Unfilled::Failed)?.min(capacity);
        if length == 0 { Err(Unfilled::Empty) } else { Ok(Secret { buffer, length }) }
    }

    /// A copy of bytes that are wiped by whoever has them.
    pub(super) fn copy_of(bytes: &[u8]) -> Self {
        let mut buffer: SecretBox<[u8]> = SecretBox::new(vec![0; bytes.len()].into_boxed_slice());
        buffer.expose_secret_mut().copy_from_slice(bytes);
        Secret { length: bytes.len(), buffer }
    }

    /// The same secret in a buffer of its size.
    pub(super) fn fitted(self) -> Self {
        if self.buffer.expose_secret().len() == self.length { self } else { Self::copy_of(self.bytes()) }
    }

    /// Drops one line feed at the end, or a carriage return and a line feed, where it stands.
    pub(super) fn without_newline(mut self) -> Self {
        let kept =
            self.bytes().strip_suffix(b"\n").map(|line| line.strip_suffix(b"\r").unwrap_or(line).len());
        if let Some(kept) = kept {
            self.buffer.expose_secret_mut().get_mut(kept..).unwrap_or_default().zeroize();
            self.length = kept;
        }
        self
    }

    /// # Errors
    ///
    /// [`SecretError::TooPlain`], when it would be found in text that has nothing to do with it.
    pub(super) fn check_scannable(&self, name: &str) -> Result<(), SecretError> {
        scan::check_scannable(self.bytes()).map_err(|(bytes, distinct)| SecretError::TooPlain {
            name: name.to_owned(),
            bytes,
            distinct,
        })
    }
}

/// Shows `[redacted]`.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A buffer that got no secret.
pub(super) enum Unfilled {
    Empty,
    Failed(io::Error),
}

impl Unfilled {
    pub(super) fn at(&self, place: &str) -> SecretError {
        match self {
            Unfilled::Empty => SecretError::Empty { place: place.to_owned() },
            Unfilled::Failed(error) => SecretError::io(place, error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ExposeSecret, Secret};

    #[test]
    fn a_secret_that_is_fitted_has_a_buffer_of_its_size_and_is_the_same() {
        let short = Secret::from_fill(64, |buffer| {
            buffer[..8].copy_from_slice(b"a secret");
            Ok(8)
        });
        let Ok(short) = short else { panic!("it was filled") };
        assert_eq!(short.buffer.expose_secret().len(), 64);
        let fitted = short.fitted();
        assert_eq!((fitted.buffer.expose_secret().len(), fitted.bytes()), (8, &b"a secret"[..]));
        assert_eq!(fitted.fitted().bytes(), b"a secret");
    }

    #[test]
    fn a_secret_shows_itself_as_redacted() {
        assert_eq!(format!("{:?}", Secret::copy_of(b"a secret")), "[redacted]");
    }
}
