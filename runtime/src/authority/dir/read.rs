//! Reading a part of a file, or a small one whole.

use std::io::{Read, Seek, SeekFrom};

use cap_std::fs::{File, OpenOptions};

use super::{Dir, DirError};
use crate::bound::RelativePath;

/// The most that one read gives and one write takes, whatever is asked: 64 MiB.
pub(super) const MOST: usize = 64 << 20;

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RangedRead {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where they begin in the file.
    pub offset: u64,
    /// How long the file was when it was opened. It may grow meanwhile, and some files (in `/proc`) say 0.
    pub total: u64,
    /// Whether the file goes on after these bytes.
    pub truncated: bool,
}

impl<R: ?Sized + 'static> Dir<R> {
    /// Reads at most `most` bytes of a file from `offset` on, and never more than 64 MiB at once.
    ///
    /// Beyond the end there are no bytes, which is no error.
    pub fn read<const N: usize>(
        &self,
        path: &RelativePath<N>,
        offset: u64,
        most: usize,
    ) -> Result<RangedRead, DirError> {
        let (mut file, total) = self.open_file(path.as_str())?;
        let mut read = RangedRead { bytes: Vec::new(), offset, total, truncated: false };
        if offset > total {
            return Ok(read);
        }
        if offset > 0 {
            file.seek(SeekFrom::Start(offset))?;
        }
        let most = most.min(MOST);
        // One byte more than asked tells whether the file goes on; its length may be out of date.
        file.take(most as u64 + 1).read_to_end(&mut read.bytes)?;
        read.truncated = read.bytes.len() > most;
        read.bytes.truncate(most);
        Ok(read)
    }

    /// Reads a whole text file of at most `most` bytes, and never more than 64 MiB.
    ///
    /// A longer one is [`DirError::TooLarge`], not cut; bytes that are not UTF-8 are [`DirError::NotText`].
    pub fn read_to_string<const N: usize>(
        &self,
        path: &RelativePath<N>,
        most: usize,
    ) -> Result<String, DirError> {
        let read = self.read(path, 0, most)?;
        if read.truncated {
            return Err(DirError::TooLarge { most: most.min(MOST) });
        }
        String::from_utf8(read.bytes).map_err(|_| DirError::NotText)
    }

    /// Opens a regular file and nothing else, with its length.
    pub(super) fn open_file(&self, path: &str) -> Result<(File, u64), DirError> {
        // Opening can act: a device may rewind. So the type is looked at first, for those that do not race.
        if !self.folder.open.metadata(path)?.is_file() {
            return Err(DirError::NotAFile);
        }
        let file = self.folder.open.open_with(path, &without_waiting())?;
        // And of what was really opened, for those that do.
        let metadata = file.metadata()?;
        if metadata.is_file() { Ok((file, metadata.len())) } else { Err(DirError::NotAFile) }
    }
}

/// A pipe that takes the file's place in between must not be waited for, nor a terminal become ours.
fn without_waiting() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt;
        use rustix::fs::OFlags;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32);
    }
    options
}
