//! `check`: all rules over packages, files and folders, whether they use Portcullis or not.
//!
//! What cannot be read is said and never passed over in silence; the rest is checked all the same.

mod deep;
mod exceptions;
pub(crate) mod fix;
mod init;
mod json;
mod progress;
mod sarif;
mod secrets;
mod text;
mod workspace;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use init::Init;
use portcullis_rules::files::{self, Baseline, Compared, Outcome, Report, shown};
use portcullis_rules::{Breadth, Level};
use workspace::{Packages, Selected};

use crate::stdout::print;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo portcullis check\n  cargo portcullis check -p orders --everywhere\n  \
                        cargo portcullis check src/main.rs tools\n  \
                        cargo portcullis check --fix\n  \
                        cargo portcullis check --deep\n  \
                        cargo portcullis check --secrets\n  \
                        cargo portcullis check --secrets --history\n  \
                        cargo portcullis check --workspace --format sarif > portcullis.sarif\n  \
                        cargo portcullis check --format json | jq -r '.file + \": \" + .message'\n  \
                        cargo portcullis check --write-baseline portcullis.baseline\n  \
                        cargo portcullis check --baseline portcullis.baseline\n  \
                        cargo portcullis check --exceptions\n  \
                        cargo portcullis check --init hook > .git/hooks/pre-commit\n\n\
                        Without a path, the packages are checked that `cargo check` would build: libraries, programs, \
                        examples, benches and build scripts. Capabilities, plugins, and tools and handlers of other \
                        frameworks are checked by all rules; other code by those that make sense there. Test code is \
                        left out.\n\n\
                        Exit status: 0 if nothing is found, 1 if something is, 2 if something could not be read."
)]
pub(crate) struct Arguments {
    /// Files, folders of packages, and other folders, in which every `.rs` file is read that no `.gitignore` excludes. Cargo's
    /// `target` is left out.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    packages: Packages,
    /// How findings are written: as the compiler does, one JSON object a line, or as SARIF 2.1.0 for code scanning.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Applies all rules to all code.
    #[arg(long)]
    everywhere: bool,
    /// Fails for findings alone that are not in this file, and says which of its lines can go.
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Writes what is found into this file, and does not fail for it. Lines about files that are not checked stay.
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Lists every exception in force, with its reason, and says which lifts nothing. All rules are applied to all code.
    #[arg(long, conflicts_with_all = ["format", "baseline", "write_baseline", "fix"])]
    exceptions: bool,
    /// Asks clippy what names mean: finds what stands behind aliases, re-exports and methods. Compiles the packages.
    #[arg(long)]
    deep: bool,
    #[command(flatten)]
    fix: fix::Options,
    #[command(flatten)]
    any_text: secrets::AnyText,
    /// Prints a pre-commit hook, or a workflow for GitHub, that runs this check.
    #[arg(long, value_enum, value_name = "WHAT", exclusive = true)]
    init: Option<Init>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

/// Checks, prints, and tells by its exit status what was found.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if let Some(init) = arguments.init {
        return init.print();
    }
    let breadth = match arguments.everywhere || arguments.exceptions {
        true => Breadth::Everywhere,
        false => Breadth::Default,
    };
    let Searched { mut outcome, checked, fixed } = match search(arguments, breadth) {
        Ok(searched) => searched,
        Err(why) => return cannot(&why),
    };
    if arguments.exceptions {
        let written = print(|out| exceptions::write(&outcome.exceptions, out));
        say_failures(&outcome);
        return if outcome.failures.is_empty() { written } else { ExitCode::from(2) };
    }
    let known = match against_baseline(arguments, &mut outcome) {
        Ok(known) => known,
        Err((file, why)) => {
            outcome.failures.push((file, why));
            Vec::new()
        }
    };

    let written = print(|out| match arguments.format {
        Format::Text => text::write_all(&outcome.reports, out),
        Format::Json => outcome.reports.iter().try_for_each(|report| json::write(report, out)),
        Format::Sarif => sarif::write(&outcome, &known, arguments.baseline.is_some(), out),
    });
    say_failures(&outcome);
    if arguments.format == Format::Text {
        if let Some(fixed) = fixed {
            let _ = writeln!(anstream::stderr(), "{}", fixed.summary());
        }
        let _ = writeln!(anstream::stderr(), "{}", summary(&outcome, &checked, known.len()));
    }
    if !outcome.failures.is_empty() || written != ExitCode::SUCCESS {
        ExitCode::from(2)
    } else if !outcome.reports.is_empty() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// What was found, what that was looked for in, and what was mended before.
struct Searched {
    outcome: Outcome,
    checked: String,
    fixed: Option<fix::Fixed>,
}

fn search(arguments: &Arguments, breadth: Breadth) -> Result<Searched, String> {
    if let Some((outcome, checked)) = arguments.any_text.search(&arguments.paths) {
        return Ok(Searched { outcome, checked, fixed: None });
    }
    let Selected { selection, failures } = workspace::select(&arguments.paths, &arguments.packages);
    // What is mended, and what clippy is asked about, are the same files.
    let paths: Vec<PathBuf> = selection.sources().map(Path::to_owned).collect();
    let fixed = arguments.fix.fix.then(|| fix::run(&arguments.fix, &paths, breadth)).transpose()?;
    let mut outcome = progress::shown_of(|progress| files::check_selection(&selection, breadth, progress));
    outcome.failures.extend(failures);
    if arguments.deep {
        deep::run(&paths, &mut outcome, breadth)?;
    }
    outcome.failures.extend(fixed.iter().flat_map(|fixed| fixed.failures.iter().cloned()));
    let checked = number(outcome.checked.len(), "file");
    Ok(Searched { outcome, checked, fixed })
}

fn say_failures(outcome: &Outcome) {
    let mut err = anstream::stderr().lock();
    for (path, why) in &outcome.failures {
        let _ = writeln!(err, "error: {}: {why}", shown(path));
    }
}

/// Takes out of an outcome what is known, or what becomes known by being written down.
fn against_baseline(arguments: &Arguments, outcome: &mut Outcome) -> Result<Vec<Report>, (PathBuf, String)> {
    if let Some(file) = &arguments.write_baseline {
        let fault = |error: &dyn std::fmt::Display| (file.clone(), error.to_string());
        let mut baseline = Baseline::of(outcome, file).map_err(|error| fault(&error))?;
        if file.exists() {
            // What is no baseline is not overwritten.
            baseline.keep(Baseline::read(file).map_err(|error| fault(&error))?, outcome);
        }
        baseline.write().map_err(|error| fault(&error))?;
        return Ok(std::mem::take(&mut outcome.reports));
    }
    let Some(file) = &arguments.baseline else { return Ok(Vec::new()) };
    let baseline = Baseline::read(file).map_err(|error| (file.clone(), error.to_string()))?;
    let Compared { known, gone } = baseline.compare(outcome);
    let mut err = anstream::stderr().lock();
    for ((code, path), count) in &gone {
        let _ = writeln!(
            err,
            "note: {}: {code} was found {} less than the baseline says",
            shown(path),
            times(*count)
        );
    }
    if !gone.is_empty() {
        let _ =
            writeln!(err, "help: `--write-baseline {}` takes out what is not there any more", shown(file));
    }
    Ok(known)
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn summary(outcome: &Outcome, checked: &str, known: usize) -> String {
    let count = |level| outcome.reports.iter().filter(|report| report.level == level).count();
    let (errors, warnings) = (count(Level::Deny), count(Level::Advice));
    let found = match (errors, warnings) {
        (0, 0) => "nothing found".to_owned(),
        (_, 0) => number(errors, "error"),
        (0, _) => number(warnings, "warning"),
        _ => format!("{}, {}", number(errors, "error"), number(warnings, "warning")),
    };
    let known = match known {
        0 => String::new(),
        count => format!("; {count} known"),
    };
    let unread = match outcome.failures.len() {
        0 => String::new(),
        count => format!("; {count} could not be read"),
    };
    format!("checked {checked}: {found}{known}{unread}")
}

fn cannot(why: &str) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {why}");
    ExitCode::from(2)
}

fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
