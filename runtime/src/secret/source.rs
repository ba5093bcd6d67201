//! Where secrets come from: files, systemd and Kubernetes, the environment, fields of JSON documents, and the user's own.
//!
//! Each reads into a buffer of fixed size, and must leave no copy behind, also where it fails.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Secret, SecretError};
use crate::json;

/// Where a secret can be fetched, now and again later: a file, a vault.
///
/// ```
/// use portcullis::secret::{Secret, SecretError, SecretSource};
///
/// /// A vault behind a socket that the gate's owner has opened.
/// struct Vault(std::path::PathBuf);
///
/// impl SecretSource for Vault {
///     fn fetch(&self) -> Result<Secret, SecretError> {
///         let place = self.describe();
///         let Ok(answer) = std::fs::File::open(&self.0) else {
///             return Err(SecretError::Unavailable { place, reason: "the vault does not answer" });
///         };
///         // Straight into a buffer that is wiped, and from there to the field.
///         Secret::read(answer)?.json_field("/data/password")
///     }
///
///     fn describe(&self) -> String {
///         format!("vault {}", self.0.display())
///     }
/// }
/// ```
pub trait SecretSource: Send + Sync + 'static {
    /// Fetches the secret as it is now.
    ///
    /// It may block. [`Secret::read`], [`Secret::from_fill`] and [`Secret::json_field`] leave no copies; a `String` on the way
    /// does.
    ///
    /// # Errors
    ///
    /// [`SecretError`], which must hold nothing of the secret.
    fn fetch(&self) -> Result<Secret, SecretError>;

    /// Where that is, for the surface and for errors; never a part of the secret.
    fn describe(&self) -> String;
}

/// A file that holds one secret. One newline at its end is dropped.
///
/// ```
/// use portcullis::secret::SecretFile;
///
/// // Only its owner may read it.
/// let key = SecretFile::new("/etc/orders/api-key");
/// // Kubernetes mounts secrets with mode 0644 unless told otherwise.
/// let mounted = SecretFile::new("/var/run/secrets/orders/api-key").readable_by_anyone();
/// ```
///
/// The mode is that of the file that was opened, at the end of all symlinks, so nothing can be swapped in between.
/// Nobody but the owner may ever be able to write it. Pipes, devices and folders are refused without waiting for them.
#[derive(Debug, Clone)]
pub struct SecretFile {
    path: PathBuf,
    /// The permissions that it may have at most.
    allowed: u32,
}

/// Attempts to read a file that is written at the same time.
const ATTEMPTS: usize = 3;

impl SecretFile {
    /// A file that only its owner may read.
    pub fn new(path: impl AsRef<Path>) -> Self {
        SecretFile { path: path.as_ref().to_owned(), allowed: 0o700 }
    }

    /// A credential that systemd passed to the service, by its name.
    ///
    /// # Errors
    ///
    /// [`SecretError`], when the name is none, or the process has no credentials.
    pub fn credential(name: &str) -> Result<Self, SecretError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if name.is_empty() || name.starts_with('.') || !name.bytes().all(is_plain) {
            return Err(SecretError::BadName);
        }
        let folder = std::env::var_os("CREDENTIALS_DIRECTORY").ok_or(SecretError::NoCredentials)?;
        // systemd lets the service read them by an access control list, which looks like a group's permission.
        Ok(SecretFile::new(Path::new(&folder).join(name)).readable_by_group())
    }

    /// Accepts a file that its group may read.
    #[must_use]
    pub fn readable_by_group(mut self) -> Self {
        self.allowed |= 0o050;
        self
    }

    /// Accepts a file that everybody may read: inside a container, for example.
    #[must_use]
    pub fn readable_by_anyone(mut self) -> Self {
        self.allowed |= 0o055;
        self
    }

    /// The text at a JSON Pointer in this file, which is then a JSON document.
    pub fn json(self, pointer: impl Into<String>) -> JsonField<Self> {
        JsonField::new(self, pointer)
    }

    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn open(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true);
        // Opening a pipe would wait for its writer.
        #[cfg(unix)]
        {
            let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
            std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits() as i32);
        }
        options.open(&self.path)
    }

    fn check(&self, metadata: &Metadata) -> Result<(), SecretError> {
        if !metadata.is_file() {
            return Err(SecretError::NotAFile { place: self.place() });
        }
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::MetadataExt::mode(metadata) & 0o777;
            if mode & !self.allowed != 0 {
                return Err(SecretError::Exposed { place: self.place(), mode, allowed: self.allowed });
            }
        }
        Ok(())
    }

    /// Reads the file once; `None` when it changed meanwhile.
    fn attempt(&self) -> Result<Option<Secret>, SecretError> {
        let failed = |error: io::Error| SecretError::io(&self.place(), &error);
        let too_large = || SecretError::TooLarge { place: self.place(), limit: Secret::MAX_BYTES };
        let mut file = self.open().map_err(failed)?;
        let before = file.metadata().map_err(failed)?;
        self.check(&before)?;
        // Two more, for a newline that is dropped.
        let most = Secret::MAX_BYTES + 2;
        let said = usize::try_from(before.len()).ok().filter(|said| *said <= most).ok_or_else(too_large)?;
        // One more than the file has, to see that it ends there. Some file systems do not say how long a file is.
        let room = if said == 0 { most } else { said } + 1;
        let secret = Secret::fill(room, |buffer| read_up_to(&mut file, buffer))
            .map_err(|error| error.at(&self.place()))?;
        let after = file.metadata().map_err(failed)?;
        let is_whole = said == 0 || secret.size() == said;
        let is_still = (before.len(), before.modified().ok()) == (after.len(), after.modified().ok());
        if !is_whole || !is_still {
            return Ok(None);
        }
        let secret = secret.without_newline();
        match secret.size() {
            0 => Err(SecretError::Empty { place: self.place() }),
            1..=Secret::MAX_BYTES => Ok(Some(secret.fitted())),
            _ => Err(too_large()),
        }
    }
}

impl SecretSource for SecretFile {
    fn fetch(&self) -> Result<Secret, SecretError> {
        for _ in 0..ATTEMPTS {
            if let Some(secret) = self.attempt()? {
                return Ok(secret);
            }
        }
        Err(SecretError::Changing { place: self.place() })
    }

    fn describe(&self) -> String {
        format!("file {}", self.path.display())
    }
}

/// One text of a JSON document that another source gives.
///
/// ```
/// use portcullis::secret::{SecretFile, SecretSource};
///
/// let password = SecretFile::new("/run/secrets/database.json").json("/password");
/// assert_eq!(password.describe(), "file /run/secrets/database.json at /password");
/// ```
#[derive(Debug, Clone)]
pub struct JsonField<S> {
    document: S,
    pointer: String,
}

impl<S: SecretSource> JsonField<S> {
    /// The text at `pointer` (RFC 6901) in what `document` gives.
    pub fn new(document: S, pointer: impl Into<String>) -> Self {
        JsonField { document, pointer: pointer.into() }
    }
}

impl<S: SecretSource> SecretSource for JsonField<S> {
    fn fetch(&self) -> Result<Secret, SecretError> {
        json_field(&self.document.fetch()?, &self.pointer, &self.document.describe())
    }

    fn describe(&self) -> String {
        format!("{} at {}", self.document.describe(), self.pointer)
    }
}

pub(super) fn json_field(document: &Secret, pointer: &str, place: &str) -> Result<Secret, SecretError> {
    let no_such_field = || SecretError::NoSuchField { place: place.to_owned(), pointer: pointer.to_owned() };
    let text = std::str::from_utf8(document.bytes()).map_err(|_| no_such_field())?;
    let content = json::string_at(text, pointer).ok_or_else(no_such_field)?;
    // What an escape stands for is never longer than the escape.
    Secret::fill(content.len(), |buffer| Ok(json::unescape_into(content, buffer)))
        .map(Secret::fitted)
        .map_err(|error| error.at(place))
}

pub(super) fn environment(variable: &str) -> Result<Secret, SecretError> {
    let place = format!("environment variable {variable}");
    // Or a part of a value would be found: of `A=B=C`, `C` under the name `A=B`.
    if variable.contains('=') {
        return Err(SecretError::NotFound { place });
    }
    let Some(value) = std::env::var_os(variable) else {
        return Err(SecretError::NotFound { place });
    };
    let value = Zeroizing::new(value.into_encoded_bytes());
    match value.len() {
        0 => Err(SecretError::Empty { place }),
        1..=Secret::MAX_BYTES => Ok(Secret::copy_of(&value)),
        _ => Err(SecretError::TooLarge { place, limit: Secret::MAX_BYTES }),
    }
}

/// Reads until the end or until the buffer is full.
pub(super) fn read_up_to(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
