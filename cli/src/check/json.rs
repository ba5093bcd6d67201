//! Findings as JSON, for programs.

use std::borrow::Cow;
use std::io::{self, Write};

use portcullis_rules::files::Report;
use portcullis_rules::{Level, catalogue};
use serde::Serialize;

/// Writes one object, on one line.
pub(super) fn write(report: &Report, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let commit = report.commit.as_ref();
    let file = report.path.to_string_lossy();
    let line = Line {
        code: report.code,
        name: report.code.and_then(catalogue::find).map(|rule| rule.name),
        level: match report.level {
            Level::Deny => "deny",
            Level::Advice => "advice",
        },
        file: &file,
        line: report.start.0,
        column: report.start.1,
        end_line: report.end.0,
        end_column: report.end.1,
        message: &report.message,
        help: report.help.as_deref(),
        from_file: report.origin.as_ref().map(|origin| origin.path.to_string_lossy()),
        from_line: report.origin.as_ref().map(|origin| origin.line),
        commit: commit.map(|commit| &*commit.id),
        date: commit.map(|commit| &*commit.date),
        in_working_tree: commit.and_then(|commit| commit.is_in_working_tree),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
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
    /// The call that gives the function what does harm in it, if it stands elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_file: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_line: Option<usize>,
    /// What follows is there with `--history` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_working_tree: Option<bool>,
}
