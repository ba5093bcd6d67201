//! `check`: all rules over files and folders, whether they use Portcullis or not.
//!
//! What cannot be read is said and never passed over in silence; the rest is checked all the same.

mod depth;
mod files;
mod report;
mod source;
mod test_modules;
mod text;

use std::io::Write;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::{Args, ValueEnum};
use portcullis_rules::{Breadth, Level, check_file};

use crate::stdout::print;
use report::Report;
use source::Source;
use test_modules::Modules;

/// What the deepest code that is read needs, with a margin: see `depth`. Memory is taken only as it is used.
const STACK: usize = 512 * 1024 * 1024;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo portcullis check\n  cargo portcullis check src/main.rs tools --everywhere\n  \
                        cargo portcullis check --format json | jq -r '.file + \": \" + .message'\n\n\
                        Capabilities, plugins, and tools and handlers of other frameworks are checked by all rules; \
                        other code by those that make sense there. Test code is left out.\n\n\
                        Exit status: 0 if nothing is found, 1 if something is, 2 if something could not be read."
)]
pub(crate) struct Arguments {
    /// Files, and folders in which every `.rs` file is read that no `.gitignore` excludes. Cargo's `target` is left out.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// How findings are written: as the compiler does, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Applies all rules to all code.
    #[arg(long)]
    everywhere: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Checks, prints, and tells by its exit status what was found.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let breadth = if arguments.everywhere { Breadth::Everywhere } else { Breadth::Default };
    let listing = files::list(&arguments.paths);
    let mut outcome = check_all(&listing.files, breadth);
    outcome.failures.extend(listing.failures);
    outcome.leave_out_tests(&arguments.paths);
    outcome.sort();

    let written = print(|out| {
        for report in &outcome.reports {
            match arguments.format {
                Format::Text => text::write(report, out)?,
                Format::Json => report.write_json(out)?,
            }
        }
        Ok(())
    });
    let mut err = anstream::stderr().lock();
    for (path, why) in &outcome.failures {
        let _ = writeln!(err, "error: {}: {why}", report::shown(path));
    }
    if arguments.format == Format::Text {
        let _ = writeln!(err, "{}", outcome.summary());
    }
    if !outcome.failures.is_empty() || written != ExitCode::SUCCESS {
        ExitCode::from(2)
    } else if !outcome.reports.is_empty() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// What is found in a file.
struct Checked {
    reports: Vec<Report>,
    modules: Modules,
}

/// What was found, and what could not be read.
#[derive(Debug, Default)]
struct Outcome {
    checked: Vec<PathBuf>,
    modules: Modules,
    reports: Vec<Report>,
    failures: Vec<(PathBuf, String)>,
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

    fn merge(&mut self, other: Self) {
        self.checked.extend(other.checked);
        self.modules.merge(other.modules);
        self.reports.extend(other.reports);
        self.failures.extend(other.failures);
    }

    /// Forgets the files of which another one says that they are tests, unless they are asked for by name.
    fn leave_out_tests(&mut self, named: &[PathBuf]) {
        let Self { checked, modules, reports, .. } = self;
        let is_named = |path: &Path| named.iter().any(|named| files::without_dot(named) == path);
        let is_test = |path: &Path| modules.is_test(path) && !is_named(path);
        checked.retain(|path| !is_test(path));
        reports.retain(|report| !is_test(&report.path));
    }

    fn sort(&mut self) {
        // Those of one file are in the order of the source already, and the sort is stable.
        self.reports.sort_by(|one, other| one.path.cmp(&other.path));
        self.failures.sort();
    }

    fn summary(&self) -> String {
        let count = |level| self.reports.iter().filter(|report| report.level == level).count();
        let (errors, warnings) = (count(Level::Deny), count(Level::Advice));
        let found = match (errors, warnings) {
            (0, 0) => "nothing found".to_owned(),
            (_, 0) => number(errors, "error"),
            (0, _) => number(warnings, "warning"),
            _ => format!("{}, {}", number(errors, "error"), number(warnings, "warning")),
        };
        let unread = match self.failures.len() {
            0 => String::new(),
            count => format!("; {count} could not be read"),
        };
        format!("checked {}: {found}{unread}", number(self.checked.len(), "file"))
    }
}

fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Checks the files on all cores.
fn check_all(files: &[PathBuf], breadth: Breadth) -> Outcome {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Outcome::default());
    let work = || {
        let mut own = Outcome::default();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let checked = catch_unwind(AssertUnwindSafe(|| check(path, breadth)));
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
            if let Err(error) = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
                let _ = writeln!(anstream::stderr(), "error: cannot start a thread: {error}");
            }
        }
    });
    let mut outcome = all.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    // If no thread could be started, nothing was read, and that must not look like a good end.
    for path in files.iter().skip(next.into_inner().min(files.len())) {
        outcome.failures.push((path.clone(), "there was no thread to check it".to_owned()));
    }
    outcome
}

fn check(path: &Path, breadth: Breadth) -> Result<Checked, String> {
    let Source { text, file } = source::read(path)?;
    let findings = check_file(&file, &text, breadth);
    let reports = findings.iter().map(|finding| Report::new(path, &text, finding)).collect();
    Ok(Checked { reports, modules: Modules::of(path, &file) })
}
