//! A finding without spans, so that it can leave the thread and outlive the text that it was found in.

use std::fmt;
use std::path::{Path, PathBuf};

use super::fingerprint::Fingerprint;
use super::mend::Suggestion;
use super::secrets::Excerpt;
use crate::catalogue::{Level, Rule};
use crate::check;
use crate::diagnostics::Finding;

/// How many lines of the source are kept with a finding.
const MOST_LINES: usize = 12;

/// How many characters of a line are kept before the finding, and behind its beginning.
const BEFORE: usize = 100;
const BEHIND: usize = 300;

/// Where something was found, and what. Lines and columns count from 1, columns in characters; the end is the first
/// column behind it.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file.
    pub path: PathBuf,
    /// Whether it is refused.
    pub level: Level,
    /// The code of its rule. What is wrong with an exception has none.
    pub code: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// The line and the column where it begins.
    pub start: (usize, usize),
    /// The line and the column behind it.
    pub end: (usize, usize),
    /// The first lines of the source.
    pub lines: Vec<String>,
    /// How many characters of each line have been cut off, as that of a file on one line.
    pub cut: usize,
    /// The path of the function around it, `orders::Order::total`; empty outside of functions.
    pub function: String,
    /// What stays the same when lines move.
    pub fingerprint: Fingerprint,
    /// What may be written instead.
    pub suggestion: Option<Suggestion>,
    /// What brought it, if it was found in the history of a repository.
    pub commit: Option<Commit>,
    /// The call in another file, or elsewhere in this one, that gives the function what does harm in it.
    pub origin: Option<Origin>,
}

/// A call that gives a function what does harm in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it comes from the call in {}:{}", super::shown(&self.path), self.line)
    }
}

/// What brought something into the history of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its full name, in hexadecimal.
    pub id: String,
    /// When it was made, as ISO 8601 has it.
    pub date: String,
    /// Whether what was found still stands in a file; nothing if the repository has no working tree.
    pub is_in_working_tree: Option<bool>,
}

impl Report {
    pub(super) fn new(path: &Path, source: &str, function: &str, finding: &Finding) -> Self {
        let (start, end) = (finding.place().start.start(), finding.place().end.end());
        let cut = start.column.saturating_sub(BEFORE);
        let lines = lines(source, start.line, end.line, cut);
        Self {
            path: path.to_owned(),
            level: finding.level(),
            code: finding.code(),
            message: finding.message().to_owned(),
            help: finding.help_text().map(str::to_owned),
            start: (start.line, start.column + 1),
            end: (end.line, end.column + 1),
            fingerprint: Fingerprint::of(finding.code(), function, &lines),
            lines,
            cut,
            function: function.to_owned(),
            suggestion: None,
            commit: None,
            origin: None,
        }
    }

    /// Takes the lines that are shown from another text, whose bytes and characters stand where those of the source do.
    pub(super) fn show(&mut self, text: &str) {
        self.lines = lines(text, self.start.0, self.end.0, self.cut);
        if let Some(suggestion) = &mut self.suggestion {
            let begin = suggestion.begins.1;
            let shown = text.get(begin..begin + suggestion.lines.len()).unwrap_or_default();
            // What would be written may hold what is hidden.
            let is_hidden =
                suggestion.edits.iter().any(|edit| text.get(edit.range.clone()) != Some(&edit.was));
            suggestion.lines = if is_hidden { String::new() } else { shown.to_owned() };
        }
    }

    /// What was found in a text that is no syntax tree.
    pub(super) fn of_text(
        path: &Path,
        code: &'static str,
        message: String,
        help: String,
        excerpt: &Excerpt,
        commit: Option<Commit>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            level: Level::Deny,
            code: Some(code),
            message,
            help: Some(help),
            start: excerpt.start,
            end: excerpt.end,
            fingerprint: Fingerprint::of_text(code, &excerpt.lines, excerpt.digest),
            lines: excerpt.lines.clone(),
            cut: excerpt.cut,
            function: String::new(),
            suggestion: None,
            commit,
            origin: None,
        }
    }
}

/// The first lines of a place, cut so that what was found is on them.
fn lines(source: &str, first: usize, last: usize, cut: usize) -> Vec<String> {
    let count = (last + 1).saturating_sub(first).min(MOST_LINES);
    let lines = source.trim_start_matches('\u{feff}').lines().skip(first.saturating_sub(1)).take(count);
    lines.map(|line| line.chars().skip(cut).take(BEFORE + BEHIND).collect()).collect()
}

/// An exception to a rule that is in force: it stands in an attribute or a comment, and has a reason.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The file.
    pub path: PathBuf,
    /// The rule that is lifted.
    pub rule: &'static Rule,
    /// The line and the column where it begins.
    pub start: (usize, usize),
    /// Why, as its author says.
    pub reason: String,
    /// What would be found without it. If that is nothing, it may go.
    pub lifts: Vec<Report>,
}

impl Exception {
    pub(super) fn new(
        path: &Path,
        source: &str,
        inspection: &check::Inspection,
        it: &check::Exception,
    ) -> Self {
        let start = it.place.start.start();
        let report = |finding| Report::new(path, source, inspection.function_at(finding), finding);
        Self {
            path: path.to_owned(),
            rule: it.rule,
            start: (start.line, start.column + 1),
            reason: it.reason.clone(),
            lifts: it.lifts.iter().map(report).collect(),
        }
    }
}
