//! `check`: all rules over files and folders, whether they use Portcullis or not.
//!
//! What cannot be read is said and never passed over in silence; the rest is checked all the same.

mod json;
mod secrets;
mod text;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use portcullis_rules::files::{self, Outcome, shown};
use portcullis_rules::{Breadth, Level};

use crate::stdout::print;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo portcullis check\n  cargo portcullis check src/main.rs tools --everywhere\n  \
                        cargo portcullis check --format json | jq -r '.file + \": \" + .message'\n  \
                        cargo portcullis check --secrets\n  cargo portcullis check --secrets --history\n\n\
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
    #[command(flatten)]
    any_text: secrets::Options,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Checks, prints, and tells by its exit status what was found.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let breadth = if arguments.everywhere { Breadth::Everywhere } else { Breadth::Default };
    let (outcome, checked) = match arguments.any_text.search(&arguments.paths) {
        Some(searched) => searched,
        None => {
            let outcome = files::check(&arguments.paths, breadth);
            let checked = number(outcome.checked.len(), "file");
            (outcome, checked)
        }
    };

    let written = print(|out| {
        for report in &outcome.reports {
            match arguments.format {
                Format::Text => text::write(report, out)?,
                Format::Json => json::write(report, out)?,
            }
        }
        Ok(())
    });
    let mut err = anstream::stderr().lock();
    for (path, why) in &outcome.failures {
        let _ = writeln!(err, "error: {}: {why}", shown(path));
    }
    if arguments.format == Format::Text {
        let _ = writeln!(err, "{}", summary(&outcome, &checked));
    }
    if !outcome.failures.is_empty() || written != ExitCode::SUCCESS {
        ExitCode::from(2)
    } else if !outcome.reports.is_empty() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

fn summary(outcome: &Outcome, checked: &str) -> String {
    let count = |level| outcome.reports.iter().filter(|report| report.level == level).count();
    let (errors, warnings) = (count(Level::Deny), count(Level::Advice));
    let found = match (errors, warnings) {
        (0, 0) => "nothing found".to_owned(),
        (_, 0) => number(errors, "error"),
        (0, _) => number(warnings, "warning"),
        _ => format!("{}, {}", number(errors, "error"), number(warnings, "warning")),
    };
    let unread = match outcome.failures.len() {
        0 => String::new(),
        count => format!("; {count} could not be read"),
    };
    format!("checked {checked}: {found}{unread}")
}

fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
