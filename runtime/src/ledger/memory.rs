//! A ledger in memory, for tests and for gates that only read and may forget.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Ledger, Record};

/// Keeps the last records in memory (10,000 unless told otherwise). Clones share them.
///
/// Records arrive a moment after the call; [`Gate::flush`](crate::Gate::flush) waits for them.
///
/// ```
/// use portcullis::ledger::Memory;
///
/// let ledger = Memory::new();
/// assert!(ledger.records().is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Memory {
    records: Arc<Mutex<VecDeque<Record>>>,
    capacity: usize,
}

impl Memory {
    /// A ledger of 10,000 records.
    pub fn new() -> Self {
        Self::with_capacity(10_000)
    }

    /// A ledger of the last `capacity` records.
    pub fn with_capacity(capacity: usize) -> Self {
        Memory { records: Arc::default(), capacity }
    }

    /// The records that are kept, oldest first.
    pub fn records(&self) -> Vec<Record> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Ledger for Memory {
    fn append(&mut self, records: &[Record]) -> io::Result<()> {
        let mut kept = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(records.iter().cloned());
        let surplus = kept.len().saturating_sub(self.capacity);
        kept.drain(..surplus);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        false
    }
}
