//! What must hold of values that go from one file of a crate to another, whatever the crate looks like: that names mean what
//! Rust means by them, that each run says the same, that a call which is named is the one, and that no crate makes it hang.
//!
//! The crates are written into a temporary folder. `rules/tests/crates` says how many faults are found in ordinary ones.

#![cfg(feature = "files")]

mod baselines;
mod exceptions;
mod names;
mod order;
mod origin;
mod packages;
mod size;

use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::files::{self, Outcome};
use portcullis_rules::{Breadth, Level};

/// Opens a file whose name it is given, which is wrong if the name comes from outside.
const READ: &str = "pub fn read(name: &str) -> Option<String> {\n    \
    std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n}\n";

/// An entry point that does this with a name from outside, on its second line.
fn handler(does: &str) -> String {
    format!("async fn handler(Path(name): Path<String>) -> Option<String> {{\n    {does}\n}}\n")
}

/// The files of a crate, or of several.
struct Sources {
    folder: tempfile::TempDir,
}

impl Sources {
    fn of<T: AsRef<str>>(files: &[(&str, T)]) -> Self {
        let sources = Self { folder: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(path, text)| sources.write(path, text.as_ref()));
        sources
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn check(&self) -> Outcome {
        files::check(&[self.folder.path().to_owned()], Breadth::Default)
    }

    /// What is refused, as `src/store.rs:2 P209`.
    fn found(&self) -> Vec<String> {
        let outcome = self.check();
        assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
        self.refused(&outcome)
    }

    fn refused(&self, outcome: &Outcome) -> Vec<String> {
        let refused = outcome.reports.iter().filter(|report| report.level == Level::Deny);
        refused
            .map(|it| format!("{}:{} {}", self.short(&it.path), it.start.0, it.code.unwrap_or("-")))
            .collect()
    }

    /// From where the findings say that they come, as `src/main.rs:3`.
    fn origins(&self) -> Vec<String> {
        let outcome = self.check();
        let origins = outcome.reports.iter().filter_map(|report| report.origin.as_ref());
        origins.map(|origin| format!("{}:{}", self.short(&origin.path), origin.line)).collect()
    }

    fn short(&self, path: &Path) -> String {
        path.strip_prefix(self.folder.path()).unwrap_or(path).to_str().unwrap().to_owned()
    }
}

/// Checks a crate, and says what is refused.
fn found<T: AsRef<str>>(files: &[(&str, T)]) -> Vec<String> {
    Sources::of(files).found()
}
