//! `orders demo`: calls through the very gate that `serve` uses, while the key of the shop rotates and the shop has bad days.
//!
//! It expects something of every call and says so when it was wrong, so it is a test as well. All that it writes is in a
//! temporary folder.

use std::io;

use portcullis::ledger::JournalError;
use portcullis::ledger::journal::ResolveError;
use portcullis::secret::SecretError;
use portcullis::{BuildError, LedgerFailed};
use portcullis_http::HttpError;

mod checks;
mod ending;
mod play;
mod records;
mod rotation;
mod show;
mod stage;
mod step;

use show::Show;
use stage::Stage;

/// Makes the calls, shows what becomes of each, and returns an error if one of them was not as expected.
///
/// # Errors
///
/// [`DemoError`].
pub async fn run() -> Result<(), DemoError> {
    let mut show = Show::default();
    let mut stage = Stage::set_up().await?;
    show.opening(&stage.shop.origin())?;
    play::good_calls(&stage, &mut show).await?;
    let rotation = rotation::rotate(&mut stage, &mut show).await?;
    play::bad_days(&stage, &mut show).await?;
    play::approvals(&stage, &mut show).await?;
    play::attacks(&stage, &mut show).await?;
    play::silence(&stage, &mut show).await?;
    play::gone(&mut stage, &mut show).await?;
    let ending = ending::end(stage, &mut show).await?;
    for check in checks::all(&show, &rotation, &ending) {
        show.check(&check)?;
    }
    show.conclude()
}

/// Why the demo did not run to a good end.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The temporary folder, the key or the shop cannot be made.
    #[error("the shop or its temporary folder: {0}\nhelp: set TMPDIR to a folder that you may write to")]
    Stage(#[source] io::Error),
    /// The key cannot be read.
    #[error(transparent)]
    Key(#[from] SecretError),
    /// The results of refunds cannot be kept.
    #[error("the results in the temporary folder: {0}")]
    Results(#[from] portcullis::idempotency::ResultsError),
    /// The shop cannot be granted.
    #[error(transparent)]
    Grant(#[from] HttpError),
    /// The ledger cannot be used, or is not as it was written.
    #[error("the ledger in the temporary folder: {0}")]
    Ledger(#[from] JournalError),
    /// The one call whose outcome was unknown could not be closed.
    #[error("the ledger in the temporary folder: {0}")]
    Resolve(#[from] ResolveError),
    /// The gate cannot be built.
    #[error(transparent)]
    Gate(#[from] BuildError),
    /// Records may be missing.
    #[error(transparent)]
    Records(#[from] LedgerFailed),
    /// Standard output.
    #[error("the demo cannot be shown: {0}")]
    Output(#[from] io::Error),
    /// A guarantee did not hold.
    #[error("{0} of the outcomes above were not as expected; look for UNEXPECTED")]
    Surprised(usize),
}
