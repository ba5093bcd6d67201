//! Serving the folder on standard input and output. Standard output is for the protocol alone: whatever a person
//! should read goes to standard error.

use std::path::{Path, PathBuf};

use portcullis::BuildError;
#[cfg(unix)]
use portcullis::approval::Terminal;
use portcullis::ledger::{Journal, JournalError};
use portcullis_mcp::{ServeError, ServeMcp, TrustedClient};

use crate::{FolderError, offer};

mod ledger_place;

pub use ledger_place::{LedgerPlaceError, ledger_place};

/// What callers may do with the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read it.
    Read,
    /// Change it as well. What cannot be undone is approved by whoever sits at the terminal of this process.
    #[cfg(unix)]
    Write,
    /// The same, but the client asks its user for approvals, since the folder's owner trusts it.
    WriteTrustingClient,
}

/// Serves a folder until the client goes away, with the ledger in `ledger` or at its [usual place](ledger_place).
///
/// # Errors
///
/// [`ServeFolderError`], which says how to mend it.
pub async fn serve(folder: &Path, access: Access, ledger: Option<PathBuf>) -> Result<(), ServeFolderError> {
    let served = crate::open(folder)?;
    let ledger = ledger_place(folder, ledger)?;
    let journal = Journal::open(&ledger).map_err(|error| ServeFolderError::Ledger(ledger.clone(), error))?;
    let client = TrustedClient::new();
    let reading = offer::capabilities(served);
    let (builder, asks) = match access {
        Access::Read => (reading, "nobody is asked for approvals"),
        #[cfg(unix)]
        Access::Write => (
            offer::changes(reading, crate::open_to_change(folder)?, Terminal::new()),
            "approvals are asked for at this terminal",
        ),
        Access::WriteTrustingClient => (
            offer::changes(reading, crate::open_to_change(folder)?, client.clone()),
            "the client asks its user for approvals",
        ),
    };
    let (permits, may) = match access {
        Access::Read => (offer::permits(), "read-only"),
        _ => (offer::permits_to_change(offer::permits()), "which may be changed"),
    };
    let gate = builder.authorizer(permits).ledger(journal).build()?;

    eprintln!("files: serving {}, {may}, as MCP on standard input and output", folder.display());
    eprintln!("files: the ledger is {}; {asks}", ledger.display());

    gate.mcp()
        .approvals_by(client)
        .name("files")
        .version(env!("CARGO_PKG_VERSION"))
        .instructions(format!(
            "One folder, {may}. Paths are relative to it, with `/` between the names. Begin with `list`."
        ))
        .serve_stdio()
        .await?;
    Ok(())
}

/// Why a folder is not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeFolderError {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// There is no place for the ledger.
    #[error(transparent)]
    LedgerPlace(#[from] LedgerPlaceError),
    /// The ledger cannot be used.
    #[error("{folder}: {1}\nhelp: name another folder with `--ledger FOLDER`", folder = .0.display())]
    Ledger(PathBuf, #[source] JournalError),
    /// The gate cannot be built.
    #[error(transparent)]
    Gate(#[from] BuildError),
    /// The protocol has ended otherwise than it should.
    #[error(transparent)]
    Mcp(#[from] ServeError),
}
