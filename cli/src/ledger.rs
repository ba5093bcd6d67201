//! `ledger`: what a gate has recorded, read and checked from its files.
//!
//! Exit status 0: it is as it should be. 1: it is damaged, or there is no such call. 2: it could not be looked at.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use portcullis::ledger::JournalError;

mod resolve;
mod show;
mod verify;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Checks every byte of a ledger, and lists the calls whose outcome is not known.
    #[command(after_help = "Examples:\n  cargo portcullis ledger verify audit\n  \
                      cargo portcullis ledger verify audit --holds 9f86d081884c7d65…\n\n\
                      Exit status: 0 if it is as it was written, 1 if not, 2 if it cannot be read. It may be in use.")]
    Verify {
        /// The ledger's folder.
        path: PathBuf,
        /// The hash of a record, as an earlier `verify` told it: shows whether the end was cut since then, or all of it
        /// written anew.
        #[arg(long, value_name = "HASH")]
        holds: Option<String>,
    },
    /// Shows the records of a ledger, oldest first.
    #[command(
        after_help = "Examples:\n  cargo portcullis ledger show audit --since 2h --event call.refused\n  \
                      cargo portcullis ledger show audit --reference 01M7WGGF9XRV3WM388CJ4FYHRP --json\n\n\
                      Exit status: 0, 1 if a part of it is damaged, 2 if it cannot be read. It may be in use."
    )]
    Show {
        /// The ledger's folder.
        path: PathBuf,
        #[command(flatten)]
        filter: show::Filter,
        /// The records as they are, a line of JSON each.
        #[arg(long)]
        json: bool,
    },
    /// Says what became of a call whose outcome is not known, for the record. No gate may have the ledger open.
    #[command(
        after_help = "Examples:\n  cargo portcullis ledger resolve audit --reference 01M7WGGF9XRV3WM388CJ4FYHRP \
                      --outcome no_effect \\\n      --by \"Ann Lee\" --note \"the order is not in the shop's books\"\n\n\
                      Exit status: 0, 1 if no such call waits for its outcome, 2 if the ledger cannot be written."
    )]
    Resolve {
        /// The ledger's folder.
        path: PathBuf,
        #[command(flatten)]
        resolution: resolve::Arguments,
    },
}

pub(crate) fn run(command: Command) -> ExitCode {
    match command {
        Command::Verify { path, holds } => verify::run(&path, holds.as_deref()),
        Command::Show { path, filter, json } => show::run(&path, &filter, json),
        Command::Resolve { path, resolution } => resolve::run(&path, resolution),
    }
}

/// Says why a ledger is not as it should be, and gives the exit status for it.
fn complain(error: &JournalError) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {error}");
    ExitCode::from(if matches!(error, JournalError::Damaged(_)) { 1 } else { 2 })
}

/// A text on one line that shows all that it holds: a record keeps what a caller sent, escaped, and a table would undo
/// that.
fn visible(text: &str) -> String {
    let escaped = |character: char| -> Box<dyn Iterator<Item = char>> {
        match character {
            '"' | '\'' | '\\' => Box::new(std::iter::once(character)),
            other => Box::new(other.escape_debug()),
        }
    };
    text.chars().flat_map(escaped).collect()
}
