//! All rules over files and folders: what `cargo portcullis check` and build scripts find.
//!
//! What cannot be read is said and never passed over in silence; the rest is checked all the same. Needs the feature
//! `files`, which procedural macros leave off.

mod depth;
mod list;
mod report;
pub mod secrets;
mod source;
mod test_modules;

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::check::{Breadth, check_file};
pub use report::{Commit, Report, shown};
use source::Source;
use test_modules::Modules;

/// What the deepest code that is read needs, with a margin: see `depth`. Memory is taken only as it is used.
const STACK: usize = 512 * 1024 * 1024;

/// What is found in a file.
struct Checked {
    reports: Vec<Report>,
    modules: Modules,
}

/// What was found, and what could not be read.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files that were checked.
    pub checked: Vec<PathBuf>,
    /// What was found, by file and then in the order of the source.
    pub reports: Vec<Report>,
    /// What could not be read, and why.
    pub failures: Vec<(PathBuf, String)>,
    modules: Modules,
}

impl Outcome {
    fn add(&mut self, path: &Path, checked: Result<Checked, String>) {
        match checked {
            Ok(Checked { reports, modules }) => {
                self.checked.push(path.to_owned());
                self.modules.merge(modules);
                self.reports.extend(reports);
            }
            Err(why) => self.failures.push((path.to_owned(), why)),
        }
    }

    /// What was found by something else than the rules over syntax trees.
    fn of_reports(checked: Vec<PathBuf>, reports: Vec<Report>, failures: Vec<(PathBuf, String)>) -> Self {
        let mut outcome = Self { checked, reports, failures, modules: Modules::default() };
        outcome.sort();
        outcome
    }

    fn merge(&mut self, other: Self) {
        self.checked.extend(other.checked);
        self.modules.merge(other.modules);
        self.reports.extend(other.reports);
        self.failures.extend(other.failures);
    }

    /// Forgets the files of which another one says that they are tests, unless they are asked for by name.
    fn leave_out_tests(&mut self, named: &[PathBuf]) {
        let Self { checked, modules, reports, .. } = self;
        let is_named = |path: &Path| named.iter().any(|named| list::without_dot(named) == path);
        let is_test = |path: &Path| modules.is_test(path) && !is_named(path);
        checked.retain(|path| !is_test(path));
        reports.retain(|report| !is_test(&report.path));
    }

    fn sort(&mut self) {
        // Those of one file are in the order of the source already, and the sort is stable.
        self.reports.sort_by(|one, other| one.path.cmp(&other.path));
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
    let listing = list::list(paths);
    let mut outcome = check_all(&listing.files, breadth);
    outcome.failures.extend(listing.failures);
    outcome.leave_out_tests(paths);
    outcome.sort();
    outcome
}

fn check_all(files: &[PathBuf], breadth: Breadth) -> Outcome {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Outcome::default());
    let work = || {
        let mut own = Outcome::default();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let checked = catch_unwind(AssertUnwindSafe(|| check_one(path, breadth)));
            let checked =
                checked.unwrap_or_else(|_| Err("this is a fault of the rules, please report it".into()));
            own.add(path, checked);
            // Spans of the file lead into a map of its text, which would grow with each file.
            proc_macro2::extra::invalidate_current_thread_spans();
        }
        all.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).merge(own);
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(files.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            // One that does not start leaves its work to the others.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
    });
    let mut outcome = all.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    // If no thread could be started, nothing was read, and that must not look like a good end.
    for path in files.iter().skip(next.into_inner().min(files.len())) {
        outcome.failures.push((path.clone(), "there was no thread to check it".to_owned()));
    }
    outcome
}

fn check_one(path: &Path, breadth: Breadth) -> Result<Checked, String> {
    let Source { text, file } = source::read(path)?;
    let findings = check_file(&file, &text, breadth);
    let reports = findings.iter().map(|finding| Report::new(path, &text, finding)).collect();
    Ok(Checked { reports, modules: Modules::of(path, &file) })
}
