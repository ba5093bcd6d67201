//! What Cargo is told: what is wrong, and when to ask again.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::files::{Compared, Outcome, Report, relative, shown};
use portcullis_rules::{Level, SHORTEST_REASON};

/// Lines for Cargo, in the words of <https://doc.rust-lang.org/cargo/reference/build-scripts.html>.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// What paths are shown relative to, as rustc does.
    root: PathBuf,
    watched: BTreeSet<PathBuf>,
    errors: Vec<String>,
    warnings: Vec<String>,
}

impl Verdict {
    /// Nothing is wrong yet with the package in this folder.
    pub(super) fn of_workspace(folder: &Path) -> Self {
        let is_workspace = |folder: &&Path| {
            let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
            manifest.lines().any(|line| line.trim_start().starts_with("[workspace"))
        };
        let root = folder.ancestors().find(is_workspace).unwrap_or(folder).to_owned();
        Self { root, ..Self::default() }
    }

    pub(super) fn fault(why: &str) -> Self {
        Self { errors: vec![why.to_owned()], ..Self::default() }
    }

    pub(super) fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Has Cargo ask again when this file, or anything in this folder, changes.
    pub(super) fn watch(&mut self, path: &Path) {
        // What is in a folder that is watched is watched. A path that is not there would make Cargo ask each time.
        let is_watched = path.ancestors().any(|path| self.watched.contains(path));
        if !is_watched && path.exists() {
            self.watched.retain(|watched| !watched.starts_with(path));
            self.watched.insert(path.to_owned());
        }
    }

    /// Says that something could not be checked.
    pub(super) fn fail(&mut self, path: &Path, why: &str) {
        self.errors.push(format!("{}: {why}", self.name(path)));
    }

    pub(super) fn leave_out(&mut self, path: &Path, reason: &str) {
        let name = self.name(path);
        if reason.trim().chars().count() < SHORTEST_REASON {
            let least = format!("at least {SHORTEST_REASON} characters that say why");
            self.errors.push(format!("{name}: to leave a file out needs a reason, {least}"));
        } else if path.is_file() {
            self.warnings.push(format!("{name}: is not checked: {reason}"));
        } else {
            self.errors.push(format!("{name}: this file is left out, and is not there"));
        }
    }

    pub(super) fn compare(&mut self, compared: &Compared, file: &Path) {
        let gone: usize = compared.gone.values().sum();
        if gone > 0 {
            let name = self.name(file);
            self.warnings
                .push(format!("{name}: {gone} of these findings are not there any more: write it anew"));
        }
    }

    pub(super) fn add(&mut self, outcome: &Outcome) {
        for report in &outcome.reports {
            let line = self.line(report);
            match report.level {
                Level::Deny => self.errors.push(line),
                Level::Advice => self.warnings.push(line),
            }
        }
        for (path, why) in &outcome.failures {
            self.fail(path, why);
        }
    }

    fn line(&self, report: &Report) -> String {
        let (line, column) = report.start;
        let mut text = format!("{}:{line}:{column}: {}", self.name(&report.path), report.message);
        if let Some(code) = report.code {
            text += &format!(" [{code}]");
        }
        if let Some(origin) = &report.origin {
            text += &format!("; it comes from the call in {}:{}", self.name(&origin.path), origin.line);
        }
        if let Some(help) = &report.help {
            text += &format!("; help: {help}");
        }
        text
    }

    fn name(&self, path: &Path) -> String {
        shown(&relative(path, &self.root))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_line = |text: &str| text.replace(char::is_control, " ");
        for path in &self.watched {
            writeln!(f, "cargo::rerun-if-changed={}", path.display())?;
        }
        for warning in &self.warnings {
            writeln!(f, "cargo::warning={}", one_line(warning))?;
        }
        for error in &self.errors {
            writeln!(f, "cargo::error={}", one_line(error))?;
        }
        Ok(())
    }
}
