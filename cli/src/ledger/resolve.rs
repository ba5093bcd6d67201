//! `ledger resolve`

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use portcullis::Outcome;
use portcullis::ledger::journal::{self, Resolution, ResolveError};

use super::{complain, visible};
use crate::stdout::print;

/// What became of which call, and who says so.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The call's reference.
    #[arg(long)]
    reference: String,
    /// What became of its effect.
    #[arg(long)]
    outcome: Found,
    /// Who found out.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// How.
    #[arg(long, value_name = "TEXT")]
    note: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Found {
    /// It happened, all of it.
    Completed,
    /// It failed: what it may have changed has been seen to.
    Failed,
    /// Nothing happened.
    #[value(name = "no_effect")]
    NoEffect,
}

pub(super) fn run(path: &Path, arguments: Arguments) -> ExitCode {
    let Arguments { reference, outcome, by, note } = arguments;
    let outcome = match outcome {
        Found::Completed => Outcome::Completed,
        Found::Failed => Outcome::Failed,
        Found::NoEffect => Outcome::NoEffect,
    };
    match journal::resolve(path, &Resolution { reference, outcome, by, note }) {
        Ok(intent) => print(|out| {
            let (capability, time) = (visible(&intent.capability), visible(&intent.time));
            writeln!(out, "recorded: {capability} of {time} is {}", outcome.as_str())
        }),
        Err(ResolveError::Ledger(error)) => complain(&error),
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "error: {error}");
            ExitCode::from(if matches!(error, ResolveError::NotOpen) { 1 } else { 2 })
        }
    }
}
