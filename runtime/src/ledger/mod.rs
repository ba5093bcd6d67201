//! The ledger: what was asked, allowed, refused and done, written by the gate alone.
//!
//! A [`Ledger`] is where records go; the gate's queue (`queue.rs`) decides when a call may rely on one. A call with an
//! effect does not happen unless its intent is kept. A read is answered once there is room for its record; after the
//! first record that cannot be kept, the gate refuses every call.

pub mod journal;
mod line;
mod memory;
pub(crate) mod queue;
mod record;
#[cfg(test)]
mod tests;

use std::io;

pub use journal::{Journal, JournalBuilder, JournalError};
pub use line::to_line;
pub use memory::Memory;
pub use record::{Event, Note, Record};

/// Where records are kept.
///
/// The gate calls it on one thread of its own, in the order of the records. After an error it is not called
/// again: the gate refuses every call from then on, since it could not account for it.
///
/// ```
/// use portcullis::ledger::{Ledger, Record};
///
/// /// Counts records, for a health check.
/// struct Counting(std::sync::Arc<std::sync::atomic::AtomicU64>);
///
/// impl Ledger for Counting {
///     fn append(&mut self, records: &[Record]) -> std::io::Result<()> {
///         self.0.fetch_add(records.len() as u64, std::sync::atomic::Ordering::Relaxed);
///         Ok(())
///     }
///     fn sync(&mut self) -> std::io::Result<()> {
///         Ok(())
///     }
///     fn is_durable(&self) -> bool {
///         false
///     }
/// }
/// ```
pub trait Ledger: Send + 'static {
    /// Takes records over, in order. A crash of the process alone must not lose them; one of the machine may,
    /// until [`sync`](Ledger::sync).
    fn append(&mut self, records: &[Record]) -> io::Result<()>;

    /// Returns when all records so far are where they survive a crash, if there is such a place.
    fn sync(&mut self) -> io::Result<()>;

    /// Whether [`sync`](Ledger::sync) brings records to a place that survives a crash of the machine.
    ///
    /// A gate with a `write` capability does not start on a ledger that does not.
    fn is_durable(&self) -> bool;

    /// The sequence number of the last record that is there already; 0 for none.
    ///
    /// A ledger that adds records of its own, as [`Journal`] does, gives those that it takes over numbers of its own.
    fn last_sequence(&self) -> u64 {
        0
    }
}
