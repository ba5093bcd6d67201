//! A finding without spans, so that it can leave the thread and outlive the text that it was found in.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use portcullis_rules::{Finding, Level, catalogue};
use serde::Serialize;

/// How many lines of the source are kept with a finding.
const MOST_LINES: usize = 12;

/// How many characters of a line are kept before the finding, and behind its beginning.
const BEFORE: usize = 100;
const BEHIND: usize = 300;

/// Where something was found, and what. Lines and columns count from 1, columns in characters; the end is the first
/// column behind it.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) path: PathBuf,
    pub(super) level: Level,
    pub(super) code: Option<&'static str>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) start: (usize, usize),
    pub(super) end: (usize, usize),
    /// The first lines of the source.
    pub(super) lines: Vec<String>,
    /// How many characters of each line have been cut off, as that of a file on one line.
    pub(super) cut: usize,
}

impl Report {
    pub(super) fn new(path: &Path, source: &str, finding: &Finding) -> Self {
        let (start, end) = (finding.place().start.start(), finding.place().end.end());
        let count = (end.line + 1).saturating_sub(start.line).min(MOST_LINES);
        let cut = start.column.saturating_sub(BEFORE);
        let lines =
            source.trim_start_matches('\u{feff}').lines().skip(start.line.saturating_sub(1)).take(count);
        Self {
            path: path.to_owned(),
            level: finding.level(),
            code: finding.code(),
            message: finding.message().to_owned(),
            help: finding.help_text().map(str::to_owned),
            start: (start.line, start.column + 1),
            end: (end.line, end.column + 1),
            lines: lines.map(|line| line.chars().skip(cut).take(BEFORE + BEHIND).collect()).collect(),
            cut,
        }
    }

    /// One object, on one line.
    pub(super) fn write_json(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let file = self.path.to_string_lossy();
        let line = Line {
            code: self.code,
            name: self.code.and_then(catalogue::find).map(|rule| rule.name),
            level: match self.level {
                Level::Deny => "deny",
                Level::Advice => "advice",
            },
            file: &file,
            line: self.start.0,
            column: self.start.1,
            end_line: self.end.0,
            end_column: self.end.1,
            message: &self.message,
            help: self.help.as_deref(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)
    }
}

/// What `--format json` writes. Programs read it: nothing is renamed or taken away.
#[derive(Serialize)]
struct Line<'a> {
    code: Option<&'a str>,
    name: Option<&'a str>,
    level: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

/// A path for a terminal, on which a file's name must have no power.
pub(super) fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    path.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}
