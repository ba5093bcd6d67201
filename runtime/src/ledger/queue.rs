//! The one way into the ledger: a bounded queue and the thread that writes it.
//!
//! Room for a record is reserved before the call goes on, so that a finished call's record is never dropped.
//! Records of one batch share one `sync`. After an error nothing is accepted any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::Duration;

use tokio::sync::oneshot;

use super::{Ledger, Record};

/// Records that may be reserved or waiting; each is about half a kilobyte.
pub(crate) const CAPACITY: usize = 32_768;

/// While records come, the writer looks for more this often; nobody wakes it for what need not be on disk.
const TICK: Duration = Duration::from_millis(1);

/// After so many ticks without a record it sleeps until it is woken.
const IDLE_TICKS: u32 = 100;

/// How long the end of a gate waits for the last records to be written.
const DRAIN: Duration = Duration::from_secs(2);

/// The ledger does not take records: full, failed or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unavailable;

/// The sending side. When it is dropped, what was sent is still written.
pub(crate) struct Queue {
    shared: Arc<Shared>,
    writer: Thread,
}

struct Shared {
    pending: Mutex<Pending>,
    /// Signalled when the writer has ended.
    ended: Condvar,
    taken: AtomicUsize,
    capacity: usize,
    failed: AtomicBool,
    asleep: AtomicBool,
}

#[derive(Default)]
struct Pending {
    entries: Vec<Entry>,
    closed: bool,
    ended: bool,
}

/// A record, or only somebody who waits until all before it is on disk.
struct Entry {
    record: Option<Record>,
    waits: Option<oneshot::Sender<()>>,
}

impl Queue {
    pub(crate) fn start(ledger: impl Ledger, capacity: usize) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            pending: Mutex::default(),
            ended: Condvar::new(),
            taken: AtomicUsize::new(0),
            capacity,
            failed: AtomicBool::new(false),
            asleep: AtomicBool::new(false),
        });
        let writer = Writer { shared: shared.clone(), sequence: ledger.last_sequence(), ledger };
        let thread = thread::Builder::new().name("portcullis-ledger".into()).spawn(move || writer.run())?;
        Ok(Queue { shared, writer: thread.thread().clone() })
    }

    /// Room for one record, held until the slot is used or dropped.
    pub(crate) fn reserve(&self) -> Result<Slot, Unavailable> {
        let shared = &self.shared;
        if shared.failed.load(Ordering::Acquire) {
            return Err(Unavailable);
        }
        if shared.taken.fetch_add(1, Ordering::AcqRel) >= shared.capacity {
            shared.taken.fetch_sub(1, Ordering::AcqRel);
            return Err(Unavailable);
        }
        Ok(Slot { shared: shared.clone(), writer: self.writer.clone(), used: false })
    }

    /// Returns when everything that was sent before is on disk.
    pub(crate) async fn flush(&self) -> Result<(), Unavailable> {
        let (waits, done) = oneshot::channel();
        self.shared.send(Entry { record: None, waits: Some(waits) }, &self.writer)?;
        done.await.map_err(|_| Unavailable)
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        let mut pending = self.shared.pending();
        pending.closed = true;
        self.writer.unpark();
        // Bounded, so that a disk that hangs does not hang whoever drops the gate.
        let ended = self.shared.ended.wait_timeout_while(pending, DRAIN, |pending| !pending.ended);
        if ended.is_ok_and(|(_, timeout)| timeout.timed_out()) {
            tracing::error!("the ledger did not take its last records within {DRAIN:?}");
        }
    }
}

/// Room for one record.
pub(crate) struct Slot {
    shared: Arc<Shared>,
    writer: Thread,
    used: bool,
}

impl Slot {
    /// Hands the record over. It is written soon, and nobody waits for it.
    pub(crate) fn send(mut self, record: Record) {
        self.used = true;
        let reference = record.reference;
        if self.shared.send(Entry { record: Some(record), waits: None }, &self.writer).is_err() {
            tracing::error!(?reference, "the ledger failed before it took this record");
        }
    }

    /// Hands the record over and returns when it is on disk.
    pub(crate) async fn send_durably(mut self, record: Record) -> Result<(), Unavailable> {
        self.used = true;
        let (waits, done) = oneshot::channel();
        self.shared.send(Entry { record: Some(record), waits: Some(waits) }, &self.writer)?;
        done.await.map_err(|_| Unavailable)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if !self.used {
            self.shared.taken.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

impl Shared {
    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, entry: Entry, writer: &Thread) -> Result<(), Unavailable> {
        let urgent = entry.waits.is_some();
        {
            let mut pending = self.pending();
            if pending.ended {
                return Err(Unavailable);
            }
            pending.entries.push(entry);
        }
        if urgent || self.asleep.load(Ordering::Acquire) {
            writer.unpark();
        }
        Ok(())
    }
}

struct Writer<L> {
    shared: Arc<Shared>,
    sequence: u64,
    ledger: L,
}

impl<L: Ledger> Writer<L> {
    fn run(mut self) {
        // A ledger that panics has failed like one that returns an error.
        let written = catch_unwind(AssertUnwindSafe(|| self.write_until_closed()));
        if !matches!(written, Ok(Ok(()))) {
            self.shared.failed.store(true, Ordering::Release);
            tracing::error!("the ledger failed; every call is refused from now on");
        }
        let mut pending = self.shared.pending();
        pending.ended = true;
        for entry in std::mem::take(&mut pending.entries) {
            if let Some(reference) = entry.record.and_then(|record| record.reference) {
                tracing::error!(?reference, "the ledger failed before it took this record");
            }
        }
        self.shared.ended.notify_all();
    }

    fn write_until_closed(&mut self) -> std::io::Result<()> {
        let mut entries = Vec::new();
        let mut records = Vec::new();
        let mut idle = 0;
        loop {
            let closed = {
                let mut pending = self.shared.pending();
                std::mem::swap(&mut pending.entries, &mut entries);
                pending.closed
            };
            if entries.is_empty() {
                if closed {
                    return self.ledger.sync();
                }
                idle += 1;
                self.rest(idle);
                continue;
            }
            idle = 0;
            self.write(&mut entries, &mut records)?;
        }
    }

    fn write(&mut self, entries: &mut Vec<Entry>, records: &mut Vec<Record>) -> std::io::Result<()> {
        let mut waiting = Vec::new();
        for entry in entries.drain(..) {
            waiting.extend(entry.waits);
            if let Some(mut record) = entry.record {
                self.sequence += 1;
                record.sequence = self.sequence;
                records.push(record);
            }
        }
        let appended = self.ledger.append(records);
        self.shared.taken.fetch_sub(records.len(), Ordering::AcqRel);
        if appended.is_err() {
            for record in records.iter() {
                tracing::error!(reference = ?record.reference, "the ledger failed on this record");
            }
        }
        records.clear();
        appended?;
        if !waiting.is_empty() {
            self.ledger.sync()?;
            for waits in waiting {
                // Whoever waited may have gone away; its record stays.
                let _ = waits.send(());
            }
        }
        Ok(())
    }

    fn rest(&self, idle: u32) {
        if idle < IDLE_TICKS {
            thread::park_timeout(TICK);
            return;
        }
        self.shared.asleep.store(true, Ordering::SeqCst);
        // A record may have come before the flag was seen.
        let pending = self.shared.pending();
        let nothing = pending.entries.is_empty() && !pending.closed;
        drop(pending);
        if nothing {
            thread::park();
        }
        self.shared.asleep.store(false, Ordering::SeqCst);
    }
}
