//! `check --secrets`: credentials in any text, and in the history of a repository.

use std::path::PathBuf;

use clap::Args;
use portcullis_rules::files::Outcome;
use portcullis_rules::files::secrets::{self, Search};

use super::number;

#[derive(Debug, Args)]
pub(super) struct AnyText {
    /// Looks for credentials and nothing else, in files of every kind: hidden ones too, but for `.git`, and not in what is
    /// binary unless it is named. A comment on the line or alone before it excepts it:
    /// `portcullis: allow(hardcoded_secret, reason = "…")`.
    #[arg(long, conflicts_with_all = ["everywhere", "fix", "deep", "exceptions", "package", "workspace"])]
    secrets: bool,
    /// Looks through all that the branches, tags and stashes of a git repository ever held, instead of the files. PATH is a
    /// folder of it.
    #[arg(long, requires = "secrets")]
    history: bool,
}

impl AnyText {
    /// What was found and what was searched, in words; nothing if something else is asked for.
    pub(super) fn search(&self, paths: &[PathBuf]) -> Option<(Outcome, String)> {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here } else { paths };
        let (Search { outcome, texts, binaries, .. }, what) = match (self.secrets, self.history) {
            (true, true) => (secrets::search_history(paths), "version"),
            (true, false) => (secrets::search(paths), "file"),
            (false, _) => return None,
        };
        let left_out = match binaries {
            0 => String::new(),
            count => format!(", {count} binary left out"),
        };
        let of_files = if self.history { " of files" } else { "" };
        Some((outcome, format!("{}{of_files}{left_out}", number(texts, what))))
    }
}
