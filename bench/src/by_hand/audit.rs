//! Audit records by hand: room is reserved before a call goes on, and a thread takes the records into a ring.
//!
//! Like the gate's own ledger in memory: a bounded queue, a writer that looks every millisecond, the last 10,000 kept.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use super::Caller;

/// Records that may wait for the writer.
const QUEUE: usize = 32_768;

/// Records that are kept.
const KEPT: usize = 10_000;

/// How often the writer looks.
const TICK: Duration = Duration::from_millis(1);

/// One call.
#[derive(Debug)]
#[expect(dead_code, reason = "written to be kept; nobody reads them in a benchmark")]
pub(super) struct Record {
    pub(super) sequence: u64,
    pub(super) time: SystemTime,
    pub(super) reference: u128,
    pub(super) trace: u128,
    pub(super) caller: Caller,
    pub(super) tool: &'static str,
    pub(super) result: &'static str,
    pub(super) duration: Duration,
    pub(super) input_bytes: usize,
    pub(super) output_bytes: Option<usize>,
}

pub(super) struct Audit {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    waiting: Mutex<Vec<Record>>,
    reserved: AtomicUsize,
}

/// There is no room for a record.
pub(super) struct Full;

/// Room for one record.
pub(super) struct Slot {
    shared: Arc<Shared>,
    used: bool,
}

impl Audit {
    pub(super) fn start() -> Audit {
        let shared: Arc<Shared> = Arc::default();
        let weak = Arc::downgrade(&shared);
        thread::spawn(move || {
            let (mut kept, mut batch, mut sequence) = (VecDeque::with_capacity(KEPT), Vec::new(), 0);
            while let Some(shared) = weak.upgrade() {
                std::mem::swap(&mut *shared.waiting(), &mut batch);
                shared.reserved.fetch_sub(batch.len(), Ordering::AcqRel);
                for mut record in batch.drain(..) {
                    sequence += 1;
                    record.sequence = sequence;
                    if kept.len() == KEPT {
                        kept.pop_front();
                    }
                    kept.push_back(record);
                }
                drop(shared);
                thread::sleep(TICK);
            }
        });
        Audit { shared }
    }

    pub(super) fn reserve(&self) -> Result<Slot, Full> {
        if self.shared.reserved.fetch_add(1, Ordering::AcqRel) >= QUEUE {
            self.shared.reserved.fetch_sub(1, Ordering::AcqRel);
            return Err(Full);
        }
        Ok(Slot { shared: Arc::clone(&self.shared), used: false })
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Vec<Record>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    pub(super) fn send(mut self, record: Record) {
        self.used = true;
        self.shared.waiting().push(record);
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if !self.used {
            self.shared.reserved.fetch_sub(1, Ordering::AcqRel);
        }
    }
}
