//! The results on disk: one line of JSON for each thing that became known, synced before anybody relies on it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::commit::Commits;
use super::results::{Digest256, Slot};
use crate::private_file::{for_owner, lock, parent, sync_folder};
use crate::refusal::Reference;

/// The file is written anew when more than this is in it that nobody needs.
const SLACK: u64 = 8 * 1024 * 1024;

/// Results cannot be kept in this file.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum ResultsError {
    /// Another gate keeps its results there.
    #[error("another gate has these results open; give each gate a file of its own")]
    InUse,
    /// Others may read or write the file, or it is another user's, so an answer in it may be anybody's.
    #[error(
        "the file with the results is open to other users: make it its owner's alone, `chmod 600`, or name another"
    )]
    OpenToOthers,
    /// A line before the last one is not one that a gate wrote.
    #[error(
        "line {line} of the results is damaged: move the file away, and know that keys used before it are forgotten"
    )]
    Damaged {
        /// Counted from 1.
        line: usize,
    },
    /// The file cannot be opened, read or written.
    #[error("the results cannot be opened")]
    Io(#[from] io::Error),
}

/// As it is shown: `fn main() -> Result<(), Box<dyn Error>>` and `unwrap()` tell how to mend it.
impl std::fmt::Debug for ResultsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// What became known.
pub(super) enum Line {
    /// A call with this key begins.
    Begun { slot: Slot, arguments: Digest256, reference: Reference, at: SystemTime },
    /// It was answered.
    Answered { slot: Slot, answer: Vec<u8> },
    /// Nothing happened.
    Released { slot: Slot },
}

/// A line as it is written.
#[derive(Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
enum Written {
    Begun { slot: String, arguments: String, reference: String, at_ms: u64 },
    Answered { slot: String, answer: String },
    Released { slot: String },
}

pub(super) struct Log {
    path: PathBuf,
    commits: Commits,
    /// Held for as long as the log is open.
    _lock: File,
}

impl Log {
    /// Opens the file and gives its lines. An incomplete last one, which a crash may leave, is cut off.
    pub(super) fn open(path: &Path) -> Result<(Log, Vec<Line>), ResultsError> {
        let lock = lock(&beside(path, ".lock"))?.ok_or(ResultsError::InUse)?;
        let mut file = for_owner().read(true).create(true).truncate(false).open(path)?;
        #[cfg(unix)]
        refuse_others(&file)?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        let whole = content.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let mut lines = Vec::new();
        for (index, line) in content[..whole].split_inclusive(|byte| *byte == b'\n').enumerate() {
            lines.push(Line::read(line).ok_or(ResultsError::Damaged { line: index + 1 })?);
        }
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        sync_folder(parent(path))?;
        let log = Log { path: path.into(), commits: Commits::new(Box::new(file), whole as u64), _lock: lock };
        Ok((log, lines))
    }

    /// Returns when the line is on disk.
    pub(super) fn append(&self, line: &Line) -> io::Result<()> {
        self.commits.append(&line.write()?)
    }

    #[cfg(test)]
    pub(super) fn keep_on(&self, disk: Box<dyn super::commit::Disk>) {
        self.commits.replace(disk, 0);
    }

    /// Whether there is much in the file besides `needed` bytes.
    pub(super) fn is_longer_than(&self, needed: u64) -> bool {
        self.commits.length() > needed.saturating_add(SLACK)
    }

    /// Puts a new file in the place of this one, all or nothing. Nobody may append meanwhile.
    pub(super) fn replace(&self, lines: impl Iterator<Item = Line>) -> io::Result<()> {
        let draft = beside(&self.path, ".new");
        let mut file = for_owner().read(true).create(true).truncate(true).open(&draft)?;
        let mut length = 0;
        for line in lines {
            let line = line.write()?;
            file.write_all(&line)?;
            length += line.len() as u64;
        }
        file.sync_all()?;
        std::fs::rename(&draft, &self.path)?;
        sync_folder(parent(&self.path))?;
        self.commits.replace(Box::new(file), length);
        Ok(())
    }
}

impl Line {
    fn write(&self) -> io::Result<Vec<u8>> {
        let written = match self {
            Line::Begun { slot, arguments, reference, at } => Written::Begun {
                slot: to_hex(&slot.0),
                arguments: to_hex(arguments),
                reference: reference.to_string(),
                at_ms: at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis() as u64,
            },
            Line::Answered { slot, answer } => Written::Answered {
                slot: to_hex(&slot.0),
                answer: String::from_utf8(answer.clone()).map_err(io::Error::other)?,
            },
            Line::Released { slot } => Written::Released { slot: to_hex(&slot.0) },
        };
        let mut line = serde_json::to_vec(&written).map_err(io::Error::other)?;
        line.push(b'\n');
        Ok(line)
    }

    fn read(line: &[u8]) -> Option<Line> {
        let slot = |text: &str| from_hex(text).map(Slot);
        Some(match serde_json::from_slice(line).ok()? {
            Written::Begun { slot: at_slot, arguments, reference, at_ms } => Line::Begun {
                slot: slot(&at_slot)?,
                arguments: from_hex(&arguments)?,
                reference: Reference::parse(&reference)?,
                at: SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(at_ms))?,
            },
            Written::Answered { slot: at_slot, answer } => {
                Line::Answered { slot: slot(&at_slot)?, answer: answer.into_bytes() }
            }
            Written::Released { slot: at_slot } => Line::Released { slot: slot(&at_slot)? },
        })
    }
}

fn to_hex(digest: &Digest256) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Digest256> {
    let mut digest = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (index, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(digest)
}

/// Whoever may write the file may make up answers, and whoever may read it knows them.
#[cfg(unix)]
fn refuse_others(file: &File) -> Result<(), ResultsError> {
    use std::os::unix::fs::MetadataExt;
    let metadata = file.metadata()?;
    let is_ours = metadata.uid() == rustix::process::geteuid().as_raw();
    if is_ours && metadata.mode() & 0o077 == 0 { Ok(()) } else { Err(ResultsError::OpenToOthers) }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::{Line, Log, Slot, from_hex};

    #[test]
    fn a_line_that_could_not_be_taken_back_is_the_last_until_the_file_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("results");
        let (log, _) = Log::open(&path).unwrap();
        let line = || Line::Released { slot: Slot([7; 32]) };
        log.append(&line()).unwrap();
        // It cannot be written, nor cut.
        log.keep_on(Box::new(File::open(&path).unwrap()));
        log.append(&line()).unwrap_err();
        log.append(&line()).unwrap_err();
        log.replace([line(), line()].into_iter()).unwrap();
        log.append(&line()).unwrap();
        drop(log);
        assert_eq!(Log::open(&path).unwrap().1.len(), 3);
    }

    #[test]
    fn a_line_stands_behind_those_of_the_processes_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("results");
        for written in 0..3 {
            let (log, lines) = Log::open(&path).unwrap();
            assert_eq!(lines.len(), written);
            log.append(&Line::Released { slot: Slot([7; 32]) }).unwrap();
        }
    }

    #[test]
    fn a_file_that_was_written_anew_is_as_long_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("results");
        let (log, _) = Log::open(&path).unwrap();
        log.replace((0..3).map(|_| Line::Released { slot: Slot([7; 32]) })).unwrap();
        assert_eq!(log.commits.length(), std::fs::metadata(&path).unwrap().len());
    }

    #[test]
    fn a_digest_has_sixty_four_digits() {
        assert_eq!(from_hex(&"0f".repeat(32)), Some([15; 32]));
        for other in ["0f".repeat(31), "0f".repeat(33), format!("{}0g", "0f".repeat(31)), "\u{f6}".repeat(32)]
        {
            assert_eq!(from_hex(&other), None, "{other}");
        }
        let shifted = format!("0\u{f6}{}f", "0f".repeat(30));
        assert_eq!((shifted.len(), from_hex(&shifted)), (64, None));
    }

    #[test]
    fn a_file_is_long_when_8_mib_in_it_are_of_no_use() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("results");
        let (log, _) = Log::open(&path).unwrap();
        log.commits.replace(Box::new(File::open(&path).unwrap()), 8 * 1024 * 1024 + 5);
        assert!(log.is_longer_than(4) && !log.is_longer_than(5) && !log.is_longer_than(u64::MAX));
    }
}
