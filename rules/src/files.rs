//! All rules over files and folders: what `cargo portcullis check` and build scripts find.
//!
//! What cannot be read is said and never passed over in silence; the rest is checked all the same. Needs the feature
//! `files`, which procedural macros leave off.

mod baseline;
mod crossings;
mod depth;
mod fingerprint;
mod known;
mod links;
mod list;
mod manifest;
mod masked;
pub mod mend;
mod outline;
mod parallel;
mod paths;
mod report;
pub mod resolved;
pub mod secrets;
mod selection;
mod source;
mod test_modules;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::check::{Breadth, inspect};
use crate::facts::Names;
use crate::flow::crossing::{Crossings, Elsewhere};
pub use baseline::{Baseline, BaselineError, Compared};
pub use fingerprint::{Fingerprint, NoFingerprint};
use links::{Links, Part};
use outline::Outline;
use parallel::in_parallel;
pub use paths::{relative, shown, uri};
pub use report::{Commit, Exception, Origin, Report};
pub use selection::Selection;
use source::Source;
use test_modules::Modules;

/// What the deepest code that is read needs, with a margin: see `depth`. Memory is taken only as it is used.
const STACK: usize = 512 * 1024 * 1024;

/// What is found in a file.
struct Checked {
    reports: Vec<Report>,
    exceptions: Vec<Exception>,
    modules: Modules,
    outline: Outline,
    crossings: Crossings,
}

/// What was found, and what could not be read.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files that were checked.
    pub checked: Vec<PathBuf>,
    /// What was found, by file and then in the order of the source.
    pub reports: Vec<Report>,
    /// The exceptions that are in force, by file and then in the order of the source.
    pub exceptions: Vec<Exception>,
    /// What could not be read, and why.
    pub failures: Vec<(PathBuf, String)>,
    modules: Modules,
    parts: Vec<Part>,
    links: Links,
}

impl Outcome {
    fn add(&mut self, path: &Path, checked: Result<Checked, String>) {
        match checked {
            Ok(Checked { reports, exceptions, modules, outline, crossings }) => {
                self.checked.push(path.to_owned());
                self.parts.push(Part { path: path.to_owned(), outline, crossings });
                self.modules.merge(modules);
                self.reports.extend(reports);
                self.exceptions.extend(exceptions);
            }
            Err(why) => self.failures.push((path.to_owned(), why)),
        }
    }

    /// What was found by something else than the rules over syntax trees.
    fn of_reports(checked: Vec<PathBuf>, reports: Vec<Report>, failures: Vec<(PathBuf, String)>) -> Self {
        let mut outcome = Self { checked, reports, failures, ..Self::default() };
        outcome.sort();
        for of_file in outcome.reports.chunk_by_mut(|one, other| one.path == other.path) {
            fingerprint::number(of_file.iter_mut());
        }
        outcome
    }

    fn merge(&mut self, other: Self) {
        self.checked.extend(other.checked);
        self.modules.merge(other.modules);
        self.reports.extend(other.reports);
        self.exceptions.extend(other.exceptions);
        self.failures.extend(other.failures);
        self.parts.extend(other.parts);
    }

    /// Forgets the files of which another one says that they are tests, unless they are asked for by name.
    fn leave_out_tests(&mut self, named: &[PathBuf]) {
        let Self { checked, modules, reports, exceptions, parts, .. } = self;
        let is_named = |path: &Path| named.iter().any(|named| list::without_dot(named) == path);
        let is_test = |path: &Path| modules.is_test(path) && !is_named(path);
        checked.retain(|path| !is_test(path));
        reports.retain(|report| !is_test(&report.path));
        exceptions.retain(|exception| !is_test(&exception.path));
        parts.retain(|part| !is_test(&part.path));
    }

    fn sort(&mut self) {
        // Those of one file are in the order of the source already, and the sort is stable.
        self.reports.sort_by(|one, other| one.path.cmp(&other.path));
        self.exceptions.sort_by(|one, other| one.path.cmp(&other.path));
        self.checked.sort();
        self.failures.sort();
    }
}

/// Checks files, and all Rust files of folders, on all cores.
///
/// Hidden files, those that a `.gitignore` excludes, Cargo's `target`, and files that another one declares as tests are
/// left out, unless they are named. Each file is checked once, whatever links lead to it.
///
/// ```
/// use portcullis_rules::{Breadth, files};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("main.rs");
/// std::fs::write(&path, "fn first(bytes: &[u8]) -> u8 { unsafe { *bytes.get_unchecked(0) } }")?;
///
/// let outcome = files::check(&[folder.path().to_owned()], Breadth::Everywhere);
/// assert_eq!(outcome.reports[0].code, Some("P206"));
/// assert_eq!((&outcome.reports[0].path, outcome.reports[0].start), (&path, (1, 32)));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn check(paths: &[PathBuf], breadth: Breadth) -> Outcome {
    let mut selection = Selection::default();
    paths.iter().for_each(|path| selection.add_path(path));
    check_selection(&selection, breadth, &Progress::default())
}

/// How far a check is, for another thread to look at.
///
/// ```
/// let progress = portcullis_rules::files::Progress::default();
/// assert_eq!((progress.files_done(), progress.files()), (0, 0));
/// ```
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// How many files have been checked.
    pub fn files_done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// How many there are, as far as is known.
    pub fn files(&self) -> usize {
        self.all.load(Ordering::Relaxed)
    }
}

/// Checks all that is selected, on all cores: see [`check`]. Of packages, modules are checked that stand elsewhere, too.
pub fn check_selection(selection: &Selection, breadth: Breadth, progress: &Progress) -> Outcome {
    let listing = list::list(selection);
    let mut outcome = check_all(&listing.files, breadth, progress);
    outcome.failures.extend(listing.failures);
    if !selection.packages.is_empty() {
        outcome.modules.add_tests(selection.packages.iter().flat_map(|package| &package.tests));
        check_declared(&mut outcome, listing.files, breadth, progress);
    }
    outcome.leave_out_tests(&selection.paths);
    crossings::check(&mut outcome, breadth, progress);
    outcome.sort();
    outcome
}

/// Checks what is declared as a module and has not been checked, until there is no more of it.
fn check_declared(outcome: &mut Outcome, checked: Vec<PathBuf>, breadth: Breadth, progress: &Progress) {
    let mut known: HashSet<PathBuf> = checked.into_iter().collect();
    loop {
        let mut more: Vec<PathBuf> = outcome.modules.files().filter(|path| !known.contains(path)).collect();
        if more.is_empty() {
            return;
        }
        known.extend(more.iter().cloned());
        more.sort();
        // `src/../shared.rs` may be known by another name, and two files may declare it.
        let mut real: HashSet<PathBuf> = known
            .iter()
            .filter(|path| !more.contains(path))
            .filter_map(|path| std::fs::canonicalize(path).ok())
            .collect();
        more.retain(|path| std::fs::canonicalize(path).is_ok_and(|path| real.insert(path)));
        outcome.merge(check_all(&more, breadth, progress));
    }
}

fn check_all(files: &[PathBuf], breadth: Breadth, progress: &Progress) -> Outcome {
    progress.all.fetch_add(files.len(), Ordering::Relaxed);
    let all = in_parallel(files, |path| {
        let checked = check_one(path, breadth, &Names::default(), None);
        progress.done.fetch_add(1, Ordering::Relaxed);
        checked
    });
    let mut outcome = Outcome::default();
    for (path, checked) in all {
        outcome.add(path, checked.unwrap_or_else(|failure| Err(failure.to_string())));
    }
    outcome
}

/// Whether a text can be read as a file of Rust, and if not, why.
///
/// ```
/// assert!(portcullis_rules::files::parses("fn f() {}").is_ok());
/// assert_eq!(portcullis_rules::files::parses("fn f( {}").unwrap_err(), "line 1, column 5: brackets or quotes do not match here");
/// ```
pub fn parses(text: &str) -> Result<(), String> {
    // A thread of its own, since what is deep needs its stack.
    thread::scope(|scope| {
        let parse = || {
            let parsed = source::parse(text).map(|_| ());
            proc_macro2::extra::invalidate_current_thread_spans();
            parsed
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse);
        let parsed = thread.map_err(|error| error.to_string())?.join();
        parsed.unwrap_or_else(|_| Err("this is a fault of the parser".to_owned()))
    })
}

fn check_one(
    path: &Path,
    breadth: Breadth,
    names: &Names,
    elsewhere: Option<&dyn Elsewhere>,
) -> Result<Checked, String> {
    let Source { text, file } = source::read(path)?;
    let inspection = inspect(&file, &text, breadth, names, elsewhere);
    let mends = mend::suggest(&text, &file, &inspection.findings);
    let found = inspection.findings.iter().zip(mends);
    let shown = match inspection.findings.as_slice() {
        [] => Cow::Borrowed(text.as_str()),
        findings => masked::masked(&text, findings),
    };
    let mut reports: Vec<Report> = found
        .map(|(finding, suggestion)| {
            let function = inspection.function_at(finding);
            let mut report = Report { suggestion, ..Report::new(path, &text, function, finding) };
            report.show(&shown);
            report
        })
        .collect();
    let exceptions = inspection.exceptions.iter();
    let mut exceptions: Vec<Exception> =
        exceptions.map(|it| Exception::new(path, &text, &inspection, it)).collect();
    fingerprint::number(reports.iter_mut());
    fingerprint::number(exceptions.iter_mut().flat_map(|exception| &mut exception.lifts));
    let (modules, outline) = (Modules::of(path, &file), Outline::of(path, &file));
    Ok(Checked { reports, exceptions, modules, outline, crossings: inspection.crossings })
}
