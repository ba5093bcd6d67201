//! The gate that the notebook is loaded into: who may call what, what is granted, and where it is recorded.

use std::path::Path;

use portcullis::BuildError;
use portcullis::authority::{Dir, DirError, DirMut};
use portcullis::ledger::JournalError;
use portcullis::prelude::*;

use crate::notebook::{Kept, Notebook};

/// Who may call what: whoever started this process, by the paths of the plugin's methods. It says so before the plugin is
/// loaded, and after it is gone.
pub fn policy() -> Policy {
    policy! {
        principal owner = local;
        group notes = [Notebook::add, Notebook::find];
        permit owner on notes;
        expect permit owner on Notebook::add;
    }
}

/// A gate without a capability, which may be given the notebook: `gate.load(Notebook::default()).await`.
///
/// # Errors
///
/// [`OfferError`], if the folder or the ledger cannot be opened.
pub fn gate(folder: &Path, ledger: &Path) -> Result<Gate, OfferError> {
    Ok(Gate::builder()
        .grant(Dir::<Kept>::open(folder)?)
        .grant(DirMut::<Kept>::open(folder)?)
        .authorizer(policy())
        .ledger(Journal::open(ledger)?)
        .build()?)
}

/// Why there is no gate.
#[derive(Debug, thiserror::Error)]
pub enum OfferError {
    /// The folder cannot be opened.
    #[error("the folder cannot be opened")]
    Folder(#[from] DirError),
    /// The ledger cannot be opened.
    #[error("the ledger cannot be opened")]
    Ledger(#[from] JournalError),
    /// The gate cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
}
