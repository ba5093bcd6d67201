//! `files demo DIR`: good and bad calls through the very gate that `serve` uses, and what became of each.
//!
//! It expects something of every call and says so when it was wrong, so it is a test as well. Nothing is written
//! into the folder: what is changed, and the symlinks that it tries, are in a temporary folder, and so is the ledger.

use std::io::{self, Write};
use std::path::Path;

use portcullis::ledger::JournalError;
use portcullis::{BuildError, LedgerFailed};

use crate::FolderError;

mod bodies;
mod checks;
mod columns;
mod found_text;
mod records;
mod scene;
mod script;
mod stage;

use checks::Check;
use columns::{BOLD, Columns, DIM, GOOD, UNEXPECTED};
use found_text::FoundText;
use scene::Played;
use stage::Stage;

/// Makes the calls, prints the table, and returns an error if one of them was not as expected.
///
/// # Errors
///
/// [`DemoError`].
pub async fn run(folder: &Path) -> Result<(), DemoError> {
    let served = crate::open(folder)?;
    let found = FoundText::look(&served);
    let stage = Stage::set_up(served)?;
    let mut out = anstream::stdout();
    let columns = Columns::of_terminal();

    let shown = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    writeln!(
        out,
        "\n{BOLD}Calls through one gate{BOLD:#}, made as a model would make them, on {BOLD}{}{BOLD:#}",
        shown.display()
    )?;
    writeln!(
        out,
        "{DIM}On the right is what the caller reads: of an answer the gist, of a refusal the JSON (without what is empty in it).{DIM:#}"
    )?;
    let mut played = Vec::new();
    for scene in script::scenes(found.as_ref()) {
        columns.title(&mut out, scene.title, scene.note)?;
        for step in scene.steps {
            let step = stage.play(step).await;
            step.print(&mut out, &columns, played.len() + 1)?;
            played.push(step);
        }
    }
    let late = stage.wait_for_stuck_bodies().await;
    let records = stage.records().await?;
    let examined = stage.examine()?;
    records.print(&mut out, &columns)?;
    let checks = checks::all(&played, &records, &stage, late, &examined);
    conclude(&mut out, &columns, &played, &checks)
}

/// The checks of the whole, and one line for everything.
fn conclude(
    out: &mut impl Write,
    columns: &Columns,
    played: &[Played],
    checks: &[Check],
) -> Result<(), DemoError> {
    columns.title(out, "What else was checked", "")?;
    for check in checks {
        let (sign, style) = if check.holds { ("✓", GOOD) } else { ("✗ UNEXPECTED:", UNEXPECTED) };
        writeln!(out, " {style}{sign}{style:#} {}", check.promise)?;
    }
    let surprises = played.iter().filter(|step| !step.is_as_expected()).count()
        + checks.iter().filter(|check| !check.holds).count();
    let (style, verdict) = match surprises {
        0 => (GOOD, "all as expected".to_owned()),
        _ => (UNEXPECTED, format!("{surprises} UNEXPECTED")),
    };
    writeln!(out, "\n{BOLD}{}{BOLD:#}: {style}{verdict}{style:#}\n", scene::summary(played))?;
    if surprises == 0 { Ok(()) } else { Err(DemoError::Surprised(surprises)) }
}

/// Why the demo did not run to a good end.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The temporary folder cannot be made.
    #[error("a temporary folder cannot be made: {0}\nhelp: set TMPDIR to a folder that you may write to")]
    Stage(#[source] io::Error),
    /// The ledger in it cannot be used, or is not as it was written.
    #[error("the ledger in the temporary folder: {0}")]
    Ledger(#[from] JournalError),
    /// The gate cannot be built.
    #[error(transparent)]
    Gate(#[from] BuildError),
    /// Records may be missing.
    #[error(transparent)]
    Records(#[from] LedgerFailed),
    /// Standard output, or reading the ledger back.
    #[error("the demo cannot be shown: {0}")]
    Output(#[from] io::Error),
    /// A guarantee did not hold.
    #[error("{0} of the outcomes above were not as expected; look for UNEXPECTED")]
    Surprised(usize),
}
