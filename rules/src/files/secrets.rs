//! Credentials in any text: rule P305 without a parser, over files of every kind and over the history of a repository.
//!
//! What is found leaves this module masked. What cannot be read is said, and the rest is searched all the same.

mod exception;
mod git;
mod history;
mod list;
mod place;
mod text;
mod window;

use std::collections::HashSet;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Commit, Outcome, Report};
pub(super) use window::Excerpt;
use window::{Found, MOST, Searched, Window};

const CODE: &str = "P305";

const HELP: &str = "revoke it, for it has been seen, and let the program read the new one when it starts, from where only it can";

/// What was found in texts, and how many there were.
#[derive(Debug, Default)]
pub struct Search {
    /// The findings, and what could not be read.
    pub outcome: Outcome,
    /// How many texts were searched: files, or what they held at some time.
    pub texts: usize,
    /// How many were left out because they are no text.
    pub binaries: usize,
}

/// Searches files, and all files of folders, on all cores.
///
/// What a `.gitignore` excludes, Cargo's `target` and `.git` are left out, other hidden files are not; a file that is named
/// is read in any case, also if it is no text. A line, or a comment alone on the line before it, may say
/// `portcullis: allow(hardcoded_secret, reason = "…")`.
///
/// ```
/// use portcullis_rules::files::secrets;
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join(".env"), ["DB_PASSWORD=", "7Gk2mQ9xVb4Rt8Lw\n"].concat())?;
///
/// let search = secrets::search(&[folder.path().to_owned()]);
/// assert_eq!((search.texts, search.outcome.reports[0].start), (1, (1, 13)));
/// assert!(!format!("{search:?}").contains("7Gk2mQ9xVb4Rt8Lw"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn search(paths: &[PathBuf]) -> Search {
    let listing = list::list(paths);
    let mut found = search_all(&listing.files, &RandomState::new());
    found.failures.extend(listing.failures);
    let reports = found.texts.iter().flat_map(|(path, found)| found.iter().map(|found| found.report(path)));
    let reports = reports.collect();
    let checked: Vec<PathBuf> = found.texts.into_iter().map(|(path, _)| path).collect();
    let texts = checked.len();
    Search { outcome: Outcome::of_reports(checked, reports, found.failures), texts, binaries: found.binaries }
}

/// Searches all that the branches, tags and stashes of the repositories of these folders have ever held, on all cores.
///
/// Each text is read once, by the program `git`. A credential is reported for each path that it stood in, with the
/// commit that brought it there. What a commit's message says is not searched, nor what no reference leads to.
///
/// ```no_run
/// use portcullis_rules::files::secrets;
///
/// for report in secrets::search_history(&["orders".into()]).outcome.reports {
///     println!("{}: {}", report.path.display(), report.message);
/// }
/// ```
pub fn search_history(folders: &[PathBuf]) -> Search {
    history::search(folders)
}

/// What was found in files.
#[derive(Default)]
struct InFiles {
    texts: Vec<(PathBuf, Vec<Found>)>,
    failures: Vec<(PathBuf, String)>,
    binaries: usize,
}

impl InFiles {
    fn add(&mut self, path: &Path, searched: Result<Searched, String>) {
        match searched {
            Ok(Searched::Text(found)) => self.texts.push((path.to_owned(), found)),
            Ok(Searched::Flood(found)) => {
                self.texts.push((path.to_owned(), found));
                self.failures.push((path.to_owned(), flood()));
            }
            Ok(Searched::Binary) => self.binaries += 1,
            Err(why) => self.failures.push((path.to_owned(), why)),
        }
    }

    fn merge(&mut self, other: Self) {
        self.texts.extend(other.texts);
        self.failures.extend(other.failures);
        self.binaries += other.binaries;
    }

    /// What knows a credential again without being it.
    fn credentials(&self) -> HashSet<u64> {
        self.texts.iter().flat_map(|(_, found)| found).map(|found| found.known_by).collect()
    }
}

fn search_all(files: &[list::Listed], hasher: &(impl BuildHasher + Sync)) -> InFiles {
    let next = AtomicUsize::new(0);
    let all = on_all_cores(files.len(), || {
        let mut own = InFiles::default();
        let mut window = Window::new(hasher);
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            own.add(&file.path, guarded(|| search_file(file, &mut window)));
        }
        own
    });
    let mut found = InFiles::default();
    all.into_iter().for_each(|own| found.merge(own));
    // If no thread could be started, nothing was read, and that must not look like a good end.
    for file in files.iter().skip(next.into_inner()) {
        found.failures.push((file.path.clone(), NO_THREAD.to_owned()));
    }
    found.texts.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

fn search_file(file: &list::Listed, window: &mut Window<'_, impl BuildHasher>) -> Result<Searched, String> {
    let said = |error: std::io::Error| error.to_string();
    if !std::fs::metadata(&file.path).map_err(said)?.is_file() {
        return Err("this is no regular file".to_owned());
    }
    let stream = File::open(&file.path).map_err(said)?;
    window.search(stream, file.is_named).map_err(said)
}

const NO_THREAD: &str = "there was no thread to search it";

fn flood() -> String {
    format!("this has more than {MOST} credentials in it, and the others were not looked for")
}

/// What the work comes to on each of at most so many threads.
fn on_all_cores<T: Send>(most: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(most);
    let all = Mutex::new(Vec::new());
    let work = || {
        let own = work();
        all.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(own);
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            // One that does not start leaves its work to the others.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
    });
    all.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Keeps a fault of the search from ending all of it.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let done = catch_unwind(AssertUnwindSafe(work));
    done.unwrap_or_else(|_| Err("this is a fault of the search, please report it".to_owned()))
}

impl Found {
    fn report(&self, path: &Path) -> Report {
        self.report_as(path, format!("this file holds {}", self.title), None)
    }

    fn report_as(&self, path: &Path, message: String, commit: Option<Commit>) -> Report {
        let help = match self.fault {
            Some(fault) => format!("{HELP}; the exception for this line {fault}"),
            None => HELP.to_owned(),
        };
        Report::of_text(path, CODE, message, help, &self.excerpt, commit)
    }
}
