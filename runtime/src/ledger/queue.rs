//! The one way into the ledger: a bounded queue and the thread that writes it.
//!
//! Room for a record is reserved before the call goes on, so that a finished call's record is never dropped.
//! Under a flood the last quarter of the room is for calls that pass their guards; refusals are then counted, and
//! the count is recorded. Records of one batch share one `sync`; if many wait for it, a thread of its own tells them.
//! After an error nothing is accepted any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, Thread};
use std::time::Duration;

use tokio::sync::oneshot;

use super::{Event, Ledger, Record};
use crate::body_pool::discard;
use crate::clock::Clock;

/// Records that may be reserved or waiting; each is about half a kilobyte.
pub(crate) const CAPACITY: usize = 32_768;

/// While records come, the writer looks for more this often; nobody wakes it for what need not be on disk.
const TICK: Duration = Duration::from_millis(1);

/// After so many ticks without a record it sleeps until it is woken.
const IDLE_TICKS: u32 = 100;

/// How long the end of a gate waits for the last records to be written.
const DRAIN: Duration = Duration::from_secs(2);

/// The ledger does not take a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unavailable {
    /// For now: as many records wait as there is room for.
    Full,
    /// For good: it could not write.
    Failed,
}

/// The sending side. When it is dropped, what was sent is still written.
pub(crate) struct Queue {
    shared: Arc<Shared>,
}

struct Shared {
    pending: Mutex<Pending>,
    /// Signalled when the writer has ended.
    ended: Condvar,
    taken: AtomicUsize,
    capacity: usize,
    /// Refusals since the last record that there was no room for.
    counted: AtomicU64,
    failed: AtomicBool,
    asleep: AtomicBool,
    writer: OnceLock<Thread>,
    /// What the ledger took while somebody attacks the gate.
    #[cfg(feature = "testing")]
    tap: Mutex<Option<Vec<Record>>>,
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
    /// Writes the first records and starts the thread for all others.
    ///
    /// # Errors
    ///
    /// If the first records cannot be kept, so that a gate whose ledger does not work is not built.
    pub(crate) fn start(
        mut ledger: impl Ledger,
        capacity: usize,
        clock: Arc<dyn Clock>,
        mut first: Vec<Record>,
    ) -> std::io::Result<Self> {
        let mut sequence = ledger.last_sequence();
        for record in &mut first {
            sequence = next(sequence)?;
            record.sequence = sequence;
        }
        ledger.append(&first)?;
        ledger.sync()?;
        let shared = Arc::new(Shared {
            pending: Mutex::default(),
            ended: Condvar::new(),
            taken: AtomicUsize::new(0),
            capacity,
            counted: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            asleep: AtomicBool::new(false),
            writer: OnceLock::new(),
            #[cfg(feature = "testing")]
            tap: Mutex::default(),
        });
        let (tell, told) = channel();
        thread::Builder::new().name("portcullis-teller".into()).spawn(move || tell_all(&told))?;
        let writer = Writer { shared: shared.clone(), sequence, ledger, clock, waiting: Vec::new(), tell };
        let thread = thread::Builder::new().name("portcullis-ledger".into()).spawn(move || writer.run())?;
        shared.writer.get_or_init(|| thread.thread().clone());
        Ok(Queue { shared })
    }

    /// Room for one record, held until the slot is used or dropped.
    pub(crate) fn reserve(&self) -> Result<Slot, Unavailable> {
        self.reserve_up_to(self.shared.capacity)
    }

    /// Room for a call that may well be refused; none, which counts it, when little is left.
    pub(crate) fn reserve_or_count(&self) -> Result<Option<Slot>, Unavailable> {
        match self.reserve_up_to(self.shared.capacity / 4 * 3) {
            Ok(slot) => Ok(Some(slot)),
            Err(Unavailable::Full) => Ok(None),
            Err(Unavailable::Failed) => Err(Unavailable::Failed),
        }
    }

    /// A refusal that there was no room for.
    pub(crate) fn count_refusal(&self) {
        self.shared.counted.fetch_add(1, Ordering::Relaxed);
    }

    /// Keeps a copy of what the ledger takes from now on, or keeps none any more.
    #[cfg(feature = "testing")]
    pub(crate) fn tap(&self, keep: bool) {
        *self.shared.tap.lock().unwrap_or_else(PoisonError::into_inner) = keep.then(Vec::new);
    }

    /// What the ledger took since this was asked last.
    #[cfg(feature = "testing")]
    pub(crate) fn tapped(&self) -> Vec<Record> {
        let mut tap = self.shared.tap.lock().unwrap_or_else(PoisonError::into_inner);
        tap.as_mut().map(std::mem::take).unwrap_or_default()
    }

    fn reserve_up_to(&self, limit: usize) -> Result<Slot, Unavailable> {
        let shared = &self.shared;
        if shared.failed.load(Ordering::Acquire) {
            return Err(Unavailable::Failed);
        }
        if shared.taken.fetch_add(1, Ordering::AcqRel) >= limit {
            shared.taken.fetch_sub(1, Ordering::AcqRel);
            return Err(Unavailable::Full);
        }
        Ok(Slot { shared: shared.clone(), used: false })
    }

    /// Returns when everything that was sent before is on disk.
    pub(crate) async fn flush(&self) -> Result<(), Unavailable> {
        let (waits, done) = oneshot::channel();
        self.shared.send(Entry { record: None, waits: Some(waits) })?;
        done.await.map_err(|_| Unavailable::Failed)
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        let mut pending = self.shared.pending();
        pending.closed = true;
        self.shared.wake_writer();
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
    used: bool,
}

impl Slot {
    /// Hands the record over; false when the ledger has failed. It is written soon, and nobody waits for it.
    #[inline]
    pub(crate) fn send(mut self, record: Record) -> bool {
        self.used = true;
        let reference = record.reference;
        let sent = self.shared.send(Entry { record: Some(record), waits: None }).is_ok();
        if !sent {
            tracing::error!(?reference, "the ledger failed before it took this record");
        }
        sent
    }

    /// Hands the record over at once; the future ends when it is on disk.
    pub(crate) fn send_durably(
        mut self,
        record: Record,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send + use<> {
        self.used = true;
        let (waits, done) = oneshot::channel();
        let sent = self.shared.send(Entry { record: Some(record), waits: Some(waits) });
        async move {
            sent?;
            done.await.map_err(|_| Unavailable::Failed)
        }
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

    #[inline]
    fn send(&self, entry: Entry) -> Result<(), Unavailable> {
        let urgent = entry.waits.is_some();
        {
            let mut pending = self.pending();
            if pending.ended {
                return Err(Unavailable::Failed);
            }
            pending.entries.push(entry);
        }
        if urgent || self.asleep.load(Ordering::Acquire) {
            self.wake_writer();
        }
        Ok(())
    }

    /// After the ledger has taken them, so that nothing is there sooner than in the ledger.
    #[cfg(feature = "testing")]
    fn tap(&self, records: &[Record]) {
        if let Some(tapped) = &mut *self.tap.lock().unwrap_or_else(PoisonError::into_inner) {
            tapped.extend_from_slice(records);
        }
    }

    fn wake_writer(&self) {
        if let Some(writer) = self.writer.get() {
            writer.unpark();
        }
    }
}

struct Writer<L> {
    shared: Arc<Shared>,
    sequence: u64,
    ledger: L,
    clock: Arc<dyn Clock>,
    /// Those who wait for the records that are just written. Kept here, so that after a failure nobody is told before
    /// the gate is closed.
    waiting: Vec<Waits>,
    /// To the thread that tells many.
    tell: Sender<Vec<Waits>>,
}

/// Somebody who waits until a record is on disk.
type Waits = oneshot::Sender<()>;

/// How often the writer looks for more before it syncs what somebody waits for.
const LATE_COMERS: usize = 4;

/// So many are told by the writer itself, which is sooner. To wake more takes longer than to write what they wait for.
const TOLD_AT_ONCE: usize = 8;

/// Tells those whom the writer leaves to it, until the writer has ended.
fn tell_all(told: &Receiver<Vec<Waits>>) {
    told.iter().flatten().for_each(tell);
}

/// A waker is not our code.
fn tell(waits: Waits) {
    // Whoever waited may have gone away; its record stays.
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| waits.send(()).is_ok())) {
        discard(panic);
    }
}

/// The number after this one.
fn next(sequence: u64) -> std::io::Result<u64> {
    sequence.checked_add(1).ok_or_else(|| std::io::Error::other("the ledger has no numbers left"))
}

impl<L: Ledger> Writer<L> {
    fn run(mut self) {
        // A ledger that panics has failed like one that returns an error.
        let written = match catch_unwind(AssertUnwindSafe(|| self.write_until_closed())) {
            Ok(written) => written.is_ok(),
            Err(panic) => {
                discard(panic);
                false
            }
        };
        let Writer { shared, ledger, waiting, .. } = self;
        if !written {
            shared.failed.store(true, Ordering::Release);
        }
        drop(waiting);
        // Whoever waits for the end may open the same files next.
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(ledger))) {
            discard(panic);
        }
        let lost = {
            let mut pending = shared.pending();
            pending.ended = true;
            shared.ended.notify_all();
            std::mem::take(&mut pending.entries)
        };
        // Last, since a log subscriber is not our code.
        if !written {
            tracing::error!("the ledger failed; every call is refused from now on");
        }
        for reference in lost.into_iter().filter_map(|entry| entry.record?.reference) {
            tracing::error!(%reference, "the ledger failed before it took this record");
        }
    }

    fn write_until_closed(&mut self) -> std::io::Result<()> {
        let mut entries = Vec::new();
        let mut records = Vec::new();
        let mut idle = 0;
        loop {
            let closed = self.take(&mut entries);
            if entries.is_empty() {
                if closed {
                    return self.ledger.sync();
                }
                idle += 1;
                self.rest(idle);
                continue;
            }
            idle = 0;
            self.append(&mut entries, &mut records)?;
            // Who comes while others are written shares their sync, which takes as long for one as for many.
            for _ in 0..LATE_COMERS {
                if self.waiting.is_empty() {
                    break;
                }
                self.take(&mut entries);
                if entries.is_empty() {
                    break;
                }
                self.append(&mut entries, &mut records)?;
            }
            if !self.waiting.is_empty() {
                self.ledger.sync()?;
                self.tell();
            }
        }
    }

    /// Takes what was sent; says whether there will be no more.
    fn take(&self, entries: &mut Vec<Entry>) -> bool {
        let closed = {
            let mut pending = self.shared.pending();
            std::mem::swap(&mut pending.entries, entries);
            pending.closed
        };
        self.add_count(entries);
        closed
    }

    fn append(&mut self, entries: &mut Vec<Entry>, records: &mut Vec<Record>) -> std::io::Result<()> {
        for entry in entries.drain(..) {
            self.waiting.extend(entry.waits);
            if let Some(mut record) = entry.record {
                self.sequence = next(self.sequence)?;
                record.sequence = self.sequence;
                records.push(record);
            }
        }
        // Where somebody only waits, there may be none.
        let appended = if records.is_empty() { Ok(()) } else { self.ledger.append(records) };
        // A count took no room.
        let took_room = records.iter().filter(|record| record.event != Event::RefusalsCounted).count();
        self.shared.taken.fetch_sub(took_room, Ordering::AcqRel);
        if appended.is_err() {
            for record in records.iter() {
                tracing::error!(reference = ?record.reference, "the ledger failed on this record");
            }
        }
        #[cfg(feature = "testing")]
        self.shared.tap(records);
        records.clear();
        appended
    }

    /// All that waited are told that their records are on disk.
    fn tell(&mut self) {
        if self.waiting.len() <= TOLD_AT_ONCE {
            self.waiting.drain(..).for_each(tell);
        } else if let Err(nobody) = self.tell.send(std::mem::take(&mut self.waiting)) {
            nobody.0.into_iter().for_each(tell);
        }
    }

    /// What was refused without a record of its own becomes one record.
    fn add_count(&self, entries: &mut Vec<Entry>) {
        let count = self.shared.counted.swap(0, Ordering::Relaxed);
        if count > 0 {
            let mut record = Record::new(Event::RefusalsCounted, self.clock.utc());
            record.count = Some(count);
            entries.push(Entry { record: Some(record), waits: None });
        }
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

#[cfg(test)]
mod tests;
