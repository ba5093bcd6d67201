//! A ledger in one file, a line of JSON for each record.
//!
//! The simple form: complete after a crash up to the last `sync`, one writer at a time, but not tamper-evident.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::{Ledger, Record, to_line};

/// How much of an existing file's end is read to find the last record.
const TAIL: u64 = 64 * 1024;

/// Appends each record to a file as one line of JSON; [`sync`](Ledger::sync) is `fdatasync`.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use portcullis::ledger::JsonLines;
///
/// let folder = tempfile::tempdir()?;
/// let ledger = JsonLines::open(folder.path().join("audit.jsonl"))?;
/// // A second writer would break the order of the records.
/// assert!(JsonLines::open(folder.path().join("audit.jsonl")).is_err());
/// # drop(ledger);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct JsonLines {
    file: File,
    last_sequence: u64,
}

/// Why a ledger file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonLinesError {
    /// Another gate writes to it.
    #[error("the ledger is in use by another gate; give each gate a file of its own")]
    InUse,
    /// It holds something that is not a ledger.
    #[error("the file does not end in a record of a ledger; move it away, or name another file")]
    NotALedger,
    /// The file cannot be opened, read or written.
    #[error("the ledger cannot be opened")]
    Io(#[from] io::Error),
}

impl JsonLines {
    /// Opens the file, or makes it, readable for its owner only. Numbers go on after the last record's.
    ///
    /// An incomplete last line, which a crash may leave, stays as it is on a line of its own.
    ///
    /// # Errors
    ///
    /// [`JsonLinesError`], when another gate has it open, when it is no ledger, and on I/O errors.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JsonLinesError> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let path = path.as_ref();
        let mut file = options.open(path)?;
        if !file.metadata()?.is_file() {
            return Err(JsonLinesError::NotALedger);
        }
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JsonLinesError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let last_sequence = recover(&mut file)?;
        sync_folder(path)?;
        Ok(JsonLines { file, last_sequence })
    }
}

/// A new file is only there for good when its folder is on disk as well.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Finds the last record's number, and ends an incomplete last line. A file that is no ledger is not touched.
fn recover(file: &mut File) -> Result<u64, JsonLinesError> {
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok(0);
    }
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    let sequence = last_sequence(&tail).ok_or(JsonLinesError::NotALedger)?;
    if !tail.ends_with(b"\n") {
        file.write_all(b"\n")?;
        file.sync_data()?;
    }
    Ok(sequence)
}

/// The last line may be torn; the one before it may not, unless it is torn from an earlier crash, and so on.
fn last_sequence(tail: &[u8]) -> Option<u64> {
    let sequence_of =
        |line: &[u8]| serde_json::from_slice::<serde_json::Value>(line).ok()?.get("sequence")?.as_u64();
    let mut first_was_torn = false;
    for line in tail.rsplit(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        match sequence_of(line) {
            Some(sequence) => return Some(sequence),
            None if line.starts_with(RECORD.get(..line.len().min(RECORD.len()))?) => first_was_torn = true,
            None => return None,
        }
    }
    first_was_torn.then_some(0)
}

/// How each line begins.
const RECORD: &[u8] = b"{\"sequence\":";

impl Ledger for JsonLines {
    fn append(&mut self, records: &[Record]) -> io::Result<()> {
        let mut lines = String::with_capacity(records.len() * 512);
        for record in records {
            lines.push_str(&to_line(record).map_err(io::Error::other)?);
            lines.push('\n');
        }
        self.file.write_all(lines.as_bytes())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn is_durable(&self) -> bool {
        true
    }

    fn last_sequence(&self) -> u64 {
        self.last_sequence
    }
}
