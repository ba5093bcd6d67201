//! Findings that were there before somebody began to check: they are kept in a file, and only others fail.
//!
//! The file has a line for each finding, so that changes of it merge and are read in a review. It holds no line of the source and no
//! message.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::{self, Write};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fingerprint::Fingerprint;
use super::paths::{of_uri, relative, uri};
use super::{Outcome, Report};

const TITLE: &str = "# portcullis baseline, version 1";

const EXPLANATION: &str = "\
# These findings were there before. `cargo portcullis check --baseline` fails for others alone.
# `--write-baseline` writes it anew. By hand, lines are taken away and never added.
";

/// A list of findings that are known.
///
/// ```
/// use portcullis_rules::Breadth;
/// use portcullis_rules::files::{self, Baseline};
///
/// let folder = tempfile::tempdir()?;
/// let (source, file) = (folder.path().join("main.rs"), folder.path().join("portcullis.baseline"));
/// std::fs::write(&source, "fn f() { unsafe { g() } }")?;
/// let mut outcome = files::check(&[source.clone()], Breadth::Everywhere);
/// Baseline::of(&outcome, &file)?.write()?;
///
/// std::fs::write(&source, "\n\nfn f() { unsafe { g() } }\nfn h() { unsafe { g() } }")?;
/// let mut outcome = files::check(&[source], Breadth::Everywhere);
/// let compared = Baseline::read(&file)?.compare(&mut outcome);
/// assert_eq!((outcome.reports[0].start.0, compared.known.len()), (4, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Baseline {
    file: PathBuf,
    /// What paths are relative to.
    folder: PathBuf,
    entries: BTreeSet<Entry>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Entry {
    /// From the baseline's folder, as in a URI.
    path: String,
    code: String,
    fingerprint: Fingerprint,
}

/// What a baseline says of an outcome.
#[derive(Debug)]
pub struct Compared {
    /// The findings that are known: they have been taken out of the outcome.
    pub known: Vec<Report>,
    /// What the baseline holds and was not found any more, with how often: a rule's code and a path.
    pub gone: BTreeMap<(String, PathBuf), usize>,
}

impl Baseline {
    /// A list of all that was found, to be written to this file.
    pub fn of(outcome: &Outcome, file: &Path) -> io::Result<Self> {
        let mut baseline = Self::empty(file)?;
        baseline.entries = outcome.reports.iter().filter_map(|report| baseline.entry(report)).collect();
        Ok(baseline)
    }

    fn empty(file: &Path) -> io::Result<Self> {
        let folder = std::path::absolute(file)?.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { file: file.to_owned(), folder, entries: BTreeSet::new() })
    }

    /// Reads a file that [`Baseline::write`] has written.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or a line of it is not as it was written.
    pub fn read(file: &Path) -> Result<Self, BaselineError> {
        let text = fs::read_to_string(file).map_err(BaselineError::Unread)?;
        let mut lines = text.lines().enumerate();
        if lines.next().is_none_or(|(_, title)| title != TITLE) {
            return Err(BaselineError::NoBaseline);
        }
        let mut baseline = Self::empty(file).map_err(BaselineError::Unread)?;
        for (index, line) in lines {
            if !(line.starts_with('#') || line.trim().is_empty()) {
                baseline.entries.insert(Entry::parse(line).ok_or(BaselineError::Line(index + 1))?);
            }
        }
        Ok(baseline)
    }

    /// Keeps what an older list says of files that were not checked this time, and that are still there.
    pub fn keep(&mut self, older: Self, outcome: &Outcome) {
        let checked: HashSet<String> = outcome.checked.iter().filter_map(|path| self.key(path)).collect();
        let older = older.entries.into_iter();
        self.entries
            .extend(older.filter(|entry| !checked.contains(&entry.path) && entry.exists(&self.folder)));
    }

    /// Writes the list.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(&self) -> io::Result<()> {
        let mut text = format!("{TITLE}\n{EXPLANATION}");
        for Entry { path, code, fingerprint } in &self.entries {
            let _ = writeln!(text, "{path} {code} {fingerprint}");
        }
        fs::write(&self.file, text)
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes what is known out of an outcome. Of files that were not checked, nothing is said.
    pub fn compare(self, outcome: &mut Outcome) -> Compared {
        let mut seen: HashSet<Entry> = HashSet::new();
        let known = outcome
            .reports
            .extract_if(.., |report| {
                let entry = self.entry(report).filter(|entry| self.entries.contains(entry));
                entry.is_some_and(|entry| seen.insert(entry))
            })
            .collect();
        let checked: HashSet<String> = outcome.checked.iter().filter_map(|path| self.key(path)).collect();
        let mut gone = BTreeMap::new();
        for entry in self.entries.into_iter().filter(|entry| !seen.contains(entry)) {
            if checked.contains(&entry.path) || !entry.exists(&self.folder) {
                let path = of_uri(&entry.path).unwrap_or_default();
                *gone.entry((entry.code, path)).or_default() += 1;
            }
        }
        Compared { known, gone }
    }

    fn entry(&self, report: &Report) -> Option<Entry> {
        let code = report.code.unwrap_or("-").to_owned();
        Some(Entry { path: self.key(&report.path)?, code, fingerprint: report.fingerprint })
    }

    fn key(&self, path: &Path) -> Option<String> {
        Some(uri(&relative(&std::path::absolute(path).ok()?, &self.folder)))
    }
}

impl Entry {
    fn parse(line: &str) -> Option<Self> {
        let [path, code, fingerprint] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
        of_uri(path)?;
        // A rule of a later version is none of this one, and all the same a rule.
        let is_code = code == "-" || (code.len() == 4 && code.starts_with('P'));
        let (path, code) = is_code.then(|| (path.to_owned(), code.to_owned()))?;
        Some(Self { path, code, fingerprint: fingerprint.parse().ok()? })
    }

    fn exists(&self, folder: &Path) -> bool {
        of_uri(&self.path).is_some_and(|path| folder.join(path).exists())
    }
}

/// Why a baseline cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum BaselineError {
    /// The file cannot be read.
    Unread(io::Error),
    /// It does not begin as a baseline does.
    NoBaseline,
    /// This line is not as it was written.
    Line(usize),
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(error) => error.fmt(f),
            Self::NoBaseline => write!(f, "this is no baseline: its first line is not `{TITLE}`"),
            Self::Line(line) => write!(f, "line {line} is not as `--write-baseline` writes it"),
        }
    }
}

impl std::error::Error for BaselineError {}
