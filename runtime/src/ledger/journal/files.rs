//! The few things that a journal does with files, so that tests can put a layer there that fails, tears and forgets.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use super::error::JournalError;
use crate::private_file::{for_owner, lock, parent, sync_folder};

/// Where segments are kept.
pub(super) trait Files: Send + 'static {
    type Segment: SegmentFile;
    type Content: Read;

    /// The numbers of the segments, ascending.
    fn segments(&self) -> io::Result<Vec<u64>>;

    /// A segment's content, and how long it is at this moment. More may be read than that, if it is being written.
    fn read(&self, segment: u64) -> io::Result<(Self::Content, u64)>;

    /// A new segment, which must not exist yet.
    fn create(&self, segment: u64) -> io::Result<Self::Segment>;

    /// Cuts a segment after so many bytes, for good.
    fn cut(&self, segment: u64, length: u64) -> io::Result<()>;

    /// Removes a segment; [`sync_folder`](Files::sync_folder) makes it last.
    fn remove(&self, segment: u64) -> io::Result<()>;

    /// Returns when the folder's entries survive a crash.
    fn sync_folder(&self) -> io::Result<()>;
}

/// A segment that is being written.
pub(super) trait SegmentFile: Write + Send + 'static {
    /// Returns when everything that was written survives a crash.
    fn sync(&mut self) -> io::Result<()>;
}

impl SegmentFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}

/// What every segment's name ends in; before it stands its number in ten digits.
const SUFFIX: &str = ".segment";

/// Held locked by the one who writes.
const LOCK: &str = "lock";

/// A folder on the disk.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Locked, if it was opened to be written.
    _lock: Option<File>,
}

impl Folder {
    /// A ledger to be read, perhaps while another process writes it.
    pub(super) fn to_read(path: &Path) -> Result<Self, JournalError> {
        let folder = Folder { path: path.to_owned(), _lock: None };
        if !fs::metadata(path)?.is_dir() || folder.segments()?.is_empty() {
            return Err(JournalError::NotALedger);
        }
        Ok(folder)
    }

    /// A ledger to be written, by nobody else at the same time. The folder is made if it is not there.
    pub(super) fn to_write(path: &Path) -> Result<Self, JournalError> {
        make(path)?;
        let metadata = fs::metadata(path)?;
        if !metadata.is_dir() {
            return Err(JournalError::NotALedger);
        }
        #[cfg(unix)]
        refuse_others(path, &metadata)?;
        let folder = Folder { path: path.to_owned(), _lock: None };
        let ours = |entry: io::Result<fs::DirEntry>| {
            entry.map(|entry| entry.file_name() == LOCK || segment_number(&entry.file_name()).is_some())
        };
        // A folder with other things in it, and no ledger, was named by mistake.
        if folder.segments()?.is_empty()
            && !fs::read_dir(path)?.map(ours).collect::<Result<Vec<_>, _>>()?.iter().all(|ours| *ours)
        {
            return Err(JournalError::NotALedger);
        }
        let lock = lock(&path.join(LOCK))?.ok_or(JournalError::InUse)?;
        Ok(Folder { _lock: Some(lock), ..folder })
    }

    fn segment(&self, number: u64) -> PathBuf {
        self.path.join(format!("{number:010}{SUFFIX}"))
    }
}

impl Files for Folder {
    type Segment = File;
    type Content = BufReader<File>;

    fn segments(&self) -> io::Result<Vec<u64>> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if let Some(number) = segment_number(&entry.file_name())
                && entry.file_type()?.is_file()
            {
                numbers.push(number);
            }
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn read(&self, segment: u64) -> io::Result<(BufReader<File>, u64)> {
        let file = File::open(self.segment(segment))?;
        let length = file.metadata()?.len();
        Ok((BufReader::with_capacity(64 * 1024, file), length))
    }

    fn create(&self, segment: u64) -> io::Result<File> {
        for_owner().create_new(true).open(self.segment(segment))
    }

    fn cut(&self, segment: u64, length: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(self.segment(segment))?;
        file.set_len(length)?;
        file.sync_all()
    }

    fn remove(&self, segment: u64) -> io::Result<()> {
        fs::remove_file(self.segment(segment))
    }

    fn sync_folder(&self) -> io::Result<()> {
        sync_folder(&self.path)
    }
}

/// The number in a segment's name, if it is written as we write it.
fn segment_number(name: &std::ffi::OsStr) -> Option<u64> {
    let digits = name.to_str()?.strip_suffix(SUFFIX)?;
    let number: u64 = digits.parse().ok()?;
    (number > 0 && format!("{number:010}") == digits).then_some(number)
}

/// Makes the folder, and those above it, for their owner alone. One that exists stays as it is.
fn make(path: &Path) -> io::Result<()> {
    let missing: Vec<_> = path.ancestors().take_while(|folder| is_missing(folder)).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    // A file in its place is told apart by whoever asked.
    if !missing.is_empty() {
        builder.create(path)?;
    }
    // A new folder is there for good when the one above it is on disk as well.
    missing.iter().try_for_each(|folder| sync_folder(parent(folder)))
}

fn is_missing(folder: &Path) -> bool {
    !folder.as_os_str().is_empty()
        && fs::symlink_metadata(folder).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Whoever may write the folder may remove a segment and put another in its place.
#[cfg(unix)]
fn refuse_others(path: &Path, metadata: &fs::Metadata) -> Result<(), JournalError> {
    use std::os::unix::fs::MetadataExt;
    let me = rustix::process::geteuid().as_raw();
    if ![me, 0].contains(&metadata.uid()) {
        return Err(JournalError::OwnedByAnother(path.to_owned()));
    }
    let mode = metadata.mode() & 0o777;
    if mode & 0o022 == 0 { Ok(()) } else { Err(JournalError::OthersCanWrite(path.to_owned(), mode)) }
}
