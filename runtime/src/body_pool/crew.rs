//! The queue of ready bodies and the workers that serve it, in the order in which bodies became ready.
//!
//! The way of a body through here takes no lock as long as somebody is awake to take it. What is under the lock (the
//! roster) is counting: nothing of a body runs or is dropped while it is held.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use async_task::Runnable;
use crossbeam_channel::{Receiver, Sender};

use super::linger::Linger;
use super::watchdog::{Watchdog, Watched};
use super::worker::{Standing, Worker};
use super::{PoolStats, Saturated};

/// How long a worker that found nothing to do looks again before it sleeps. Waking a sleeping thread takes the caller
/// some 10 µs and more, so this is what a call soon after another one is spared.
const SPIN: Duration = Duration::from_micros(40);

/// At most this many workers spin at a time.
const MAX_SPINNING: usize = 1;

/// What all threads of a pool share.
#[derive(Debug)]
pub(super) struct Crew {
    ready: Sender<Runnable>,
    queue: Receiver<Runnable>,
    roster: Mutex<Roster>,
    pub(super) watchdog: Watchdog,
    pub(super) linger: Linger,
    /// So many workers shall be there for the queue.
    pub(super) wanted: usize,
    max_threads: usize,
    may_spin: bool,
    /// Set when the pool is dropped: workers no longer wait for bodies that may come.
    closed: AtomicBool,
    spinning: AtomicUsize,
    /// Lengths of the roster's lists, to be read without its lock.
    live: AtomicUsize,
    parked: AtomicUsize,
    threads: AtomicUsize,
}

/// Who is there.
#[derive(Debug, Default)]
pub(super) struct Roster {
    /// Workers that serve the queue. Those that are missing here and count as threads are written off.
    pub(super) live: Vec<Watched>,
    /// Those of them that sleep.
    parked: Vec<Arc<Worker>>,
    /// Workers that were written off and still have their priority, with the time when that was.
    pub(super) held: Vec<(Arc<Worker>, Instant)>,
    threads: usize,
    /// Whether a worker that was written off came back since the watchdog looked.
    pub(super) came_back: bool,
    pub(super) watchdog: Option<Thread>,
}

impl Crew {
    pub(super) fn new(max_threads: usize) -> Crew {
        // portcullis: allow(unbounded_memory, reason = "permits bound how many calls can wait here")
        let (ready, queue) = crossbeam_channel::unbounded();
        let parallelism = thread::available_parallelism().map_or(1, usize::from);
        let max_threads = max_threads.max(1);
        Crew {
            ready,
            queue,
            roster: Mutex::default(),
            watchdog: Watchdog::default(),
            linger: Linger::new(parallelism > 1),
            wanted: parallelism.max(2).min(max_threads),
            max_threads,
            may_spin: parallelism > 1,
            closed: AtomicBool::new(false),
            spinning: AtomicUsize::new(0),
            live: AtomicUsize::new(0),
            parked: AtomicUsize::new(0),
            threads: AtomicUsize::new(0),
        }
    }

    /// Makes sure that a body which is put into the queue now has a worker that may come to it.
    pub(super) fn admit(self: &Arc<Self>) -> Result<(), Saturated> {
        if self.live.load(Ordering::SeqCst) > 0 || self.start_worker(self.wanted) {
            Ok(())
        } else {
            Err(Saturated)
        }
    }

    /// Puts a body at the end of the queue, and wakes or starts a worker if none is about to look there.
    pub(super) fn enqueue(self: &Arc<Self>, runnable: Runnable, woken_while_running: bool) {
        // The channel cannot be closed: its receiver is beside its sender. Were it, the body would be dropped.
        let _ = self.ready.send(runnable);
        // A body that wakes itself does so on a worker, which is about to look.
        if !woken_while_running {
            self.call_worker();
        }
    }

    fn call_worker(self: &Arc<Self>) {
        // Between the queue and the counters: whoever goes to sleep counts first and looks at the queue afterwards.
        fence(Ordering::SeqCst);
        if self.spinning.load(Ordering::SeqCst) > 0 {
            return;
        }
        if self.parked.load(Ordering::SeqCst) > 0 {
            self.wake_worker();
        } else if self.live.load(Ordering::SeqCst) < self.wanted && !self.start_worker(self.wanted) {
            // The watchdog tries again for as long as something is in the queue.
            self.watchdog.rouse(self);
        }
    }

    /// Wakes the worker that fell asleep last.
    pub(super) fn wake_worker(&self) {
        let sleeper = {
            let mut roster = self.roster();
            let sleeper = roster.parked.pop();
            self.publish(&roster);
            sleeper
        };
        if let Some(worker) = sleeper {
            worker.wake();
        }
    }

    /// Starts a worker unless `target` are live already; false when nobody is live and none can be started.
    pub(super) fn start_worker(self: &Arc<Self>, target: usize) -> bool {
        let worker = Arc::new(Worker::default());
        {
            let mut roster = self.roster();
            if roster.live.len() >= target || roster.threads >= self.max_threads {
                return !roster.live.is_empty();
            }
            roster.live.push(Watched::new(Arc::clone(&worker)));
            roster.threads += 1;
            self.publish(&roster);
        }
        if Watchdog::ensure(self) && self.start_thread(&worker) {
            return true;
        }
        let mut roster = self.roster();
        roster.remove(&worker);
        roster.threads -= 1;
        self.publish(&roster);
        !roster.live.is_empty()
    }

    fn start_thread(self: &Arc<Self>, worker: &Arc<Worker>) -> bool {
        let crew = Arc::clone(self);
        let worker = Arc::clone(worker);
        thread::Builder::new().name("portcullis-body".into()).spawn(move || crew.serve(&worker)).is_ok()
    }

    /// The life of a worker.
    fn serve(self: &Arc<Self>, worker: &Arc<Worker>) {
        worker.begin();
        loop {
            while let Ok(runnable) = self.queue.try_recv() {
                worker.begin_poll();
                self.watchdog.rouse(self);
                runnable.run();
                if worker.end_poll() == Standing::WrittenOff && !self.rejoin(worker) {
                    return;
                }
            }
            if !self.spin() && !self.rest(worker) {
                return;
            }
        }
    }

    /// Looks for work for a moment; true when there is some.
    fn spin(self: &Arc<Self>) -> bool {
        if !self.may_spin
            || self.closed.load(Ordering::Relaxed)
            || self.live.load(Ordering::Relaxed) > self.wanted
        {
            return false;
        }
        if self.spinning.fetch_add(1, Ordering::SeqCst) >= MAX_SPINNING {
            self.spinning.fetch_sub(1, Ordering::SeqCst);
            return false;
        }
        let start = Instant::now();
        let mut found = false;
        while !found && start.elapsed() < SPIN {
            // A pause alone may take a tenth of a microsecond.
            for _ in 0..8 {
                std::hint::spin_loop();
                found = found || !self.queue.is_empty();
            }
        }
        self.spinning.fetch_sub(1, Ordering::SeqCst);
        // Whoever put something there in the meantime relied on this worker, for one body only.
        if self.queue.len() > 1 {
            self.call_worker();
        }
        found
    }

    /// Sleeps until there is work; false when the worker is not needed and shall end.
    fn rest(self: &Arc<Self>, worker: &Arc<Worker>) -> bool {
        {
            let mut roster = self.roster();
            if roster.live.len() > self.wanted || self.closed.load(Ordering::SeqCst) {
                roster.remove(worker);
                self.leave(roster);
                return false;
            }
            worker.fall_asleep();
            roster.parked.push(Arc::clone(worker));
            self.publish(&roster);
            fence(Ordering::SeqCst);
            if !self.queue.is_empty() {
                roster.parked.pop();
                self.publish(&roster);
                return true;
            }
        }
        worker.sleep();
        true
    }

    /// A worker that was written off is back; false when others have its place and it shall end.
    fn rejoin(self: &Arc<Self>, worker: &Arc<Worker>) -> bool {
        let mut roster = self.roster();
        roster.came_back = true;
        roster.held.retain(|(held, _)| !Arc::ptr_eq(held, worker));
        if roster.live.len() < self.wanted && !worker.is_demoted() {
            roster.live.push(Watched::new(Arc::clone(worker)));
            self.publish(&roster);
            return true;
        }
        self.leave(roster);
        false
    }

    /// The last act of a worker.
    fn leave(self: &Arc<Self>, mut roster: MutexGuard<'_, Roster>) {
        roster.threads -= 1;
        self.publish(&roster);
        let last = roster.threads == 0;
        drop(roster);
        // A body may have come for which this worker was expected to stay.
        fence(Ordering::SeqCst);
        if !self.queue.is_empty() {
            self.call_worker();
        }
        if last {
            self.watchdog.rouse(self);
        }
    }

    /// Lets all threads end that have nothing to do.
    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        let sleepers = {
            let mut roster = self.roster();
            let sleepers = std::mem::take(&mut roster.parked);
            self.publish(&roster);
            sleepers
        };
        for worker in sleepers {
            worker.wake();
        }
        self.watchdog.rouse(self);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    pub(super) fn roster(&self) -> MutexGuard<'_, Roster> {
        self.roster.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows the roster's lengths to those who do not hold its lock.
    pub(super) fn publish(&self, roster: &Roster) {
        self.live.store(roster.live.len(), Ordering::SeqCst);
        self.parked.store(roster.parked.len(), Ordering::SeqCst);
        self.threads.store(roster.threads, Ordering::SeqCst);
    }

    pub(super) fn queued(&self) -> usize {
        self.queue.len()
    }

    pub(super) fn stats(&self) -> PoolStats {
        let roster = self.roster();
        PoolStats { threads: roster.threads, written_off: roster.written_off(), queued: self.queue.len() }
    }
}

impl Roster {
    pub(super) fn written_off(&self) -> usize {
        self.threads - self.live.len()
    }

    pub(super) fn is_deserted(&self) -> bool {
        self.threads == 0
    }

    pub(super) fn somebody_sleeps(&self) -> bool {
        !self.parked.is_empty()
    }

    fn remove(&mut self, worker: &Arc<Worker>) {
        self.live.retain(|watched| !Arc::ptr_eq(&watched.worker, worker));
    }
}
