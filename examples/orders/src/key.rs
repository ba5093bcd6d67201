//! The key of the shop, and the folder that it lies in: the way in which Kubernetes mounts a secret, where a version is a
//! folder and one rename of the symlink `..data` exchanges all of it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use portcullis::secret::{Credential, SecretError, SecretFile};

/// The credential's name, in the ledger and on the surface.
pub const NAME: &str = "shop-key";

/// A key that was made just now. None is in the source.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A new one.
    ///
    /// # Errors
    ///
    /// If the operating system has no random numbers.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; 24];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Key(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Its text, for whoever must know it: the shop, and the file.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Shows nothing of it.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([redacted])")
    }
}

/// A folder with the current key in the file `shop-key`.
#[derive(Debug)]
pub struct Mount {
    folder: PathBuf,
    versions: u32,
}

impl Mount {
    /// Puts the first key there.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn new(folder: impl Into<PathBuf>, key: &Key) -> io::Result<Self> {
        let mut mount = Mount { folder: folder.into(), versions: 0 };
        mount.exchange(key)?;
        Ok(mount)
    }

    /// Exchanges the key: whoever reads the file gets the old one or the new one, whole.
    ///
    /// # Errors
    ///
    /// If it cannot be written; then the old one stays.
    pub fn exchange(&mut self, key: &Key) -> io::Result<()> {
        self.versions += 1;
        let version = format!("..version-{}", self.versions);
        fs::create_dir(self.folder.join(&version))?;
        write_for_owner(&self.folder.join(&version).join(NAME), key)?;
        self.point_to(&version)
    }

    /// The key as a gate's owner has it: read from the file, and again at each refresh.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn credential(&self) -> Result<Credential, SecretError> {
        Credential::rotating(NAME, SecretFile::new(self.folder.join(NAME)))
    }

    #[cfg(unix)]
    fn point_to(&self, version: &str) -> io::Result<()> {
        use std::os::unix::fs::symlink;
        let (new, data) = (self.folder.join("..data_tmp"), self.folder.join("..data"));
        symlink(version, &new)?;
        fs::rename(new, data)?;
        match symlink(Path::new("..data").join(NAME), self.folder.join(NAME)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// Making symlinks needs a privilege on Windows: the file itself is exchanged.
    #[cfg(not(unix))]
    fn point_to(&self, version: &str) -> io::Result<()> {
        fs::rename(self.folder.join(version).join(NAME), self.folder.join(NAME))
    }
}

fn write_for_owner(path: &Path, key: &Key) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(path)?, "{}", key.text())
}
