//! What the tests share: the way to test data that is not part of the project, to what a ledger holds, and to a gate for
//! one capability.

use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use portcullis::ledger::{Ledger, Memory, Record};
use portcullis::{Admitted, Caller, Capability, Gate, GateBuilder, Permits};

/// The text of a file of test data from elsewhere, or `None` with a printed note where there is none.
///
/// The folder is the one that `PORTCULLIS_CORPORA` names, or `../shared/corpora` beside the checkout.
///
/// # Panics
///
/// If `PORTCULLIS_CORPORA` is set and the file cannot be read.
pub fn corpus(file: &str) -> Option<String> {
    let named = std::env::var_os("PORTCULLIS_CORPORA").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora"));
    let path = named.clone().unwrap_or(beside).join(file);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if named.is_some() => {
            panic!("PORTCULLIS_CORPORA is set, and {} cannot be read: {error}", path.display())
        }
        Err(_) => {
            eprintln!("note: the test data {file} is not here; the test is left out");
            None
        }
    }
}

/// The records of a ledger, a line of JSON each; none if there is no ledger.
///
/// # Panics
///
/// If it is damaged.
pub fn lines_of(ledger: &std::path::Path) -> Vec<String> {
    let Ok(entries) = portcullis::ledger::journal::entries(ledger) else { return Vec::new() };
    entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).json().to_owned()).collect()
}

/// A gate with this capability, which the local caller may call.
pub fn guarding<C: Capability, R>(capability: impl Fn(Admitted<C>) -> R + Copy) -> GateBuilder {
    Gate::builder().capability(capability).authorizer(Permits::none().permit(Caller::local(), capability))
}

/// Polls a future once, with nobody to be woken.
pub fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// A ledger in memory that is as good as a disk by its own word.
pub struct Trusted(pub Memory);

impl Ledger for Trusted {
    fn append(&mut self, records: &[Record]) -> std::io::Result<()> {
        self.0.append(records)
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        true
    }
}
