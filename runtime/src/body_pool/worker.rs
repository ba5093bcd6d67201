//! What the others know of one worker: the poll it is in, whether it was written off, whether it sleeps.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, Thread};

/// One worker. Alone on its cache line, since it changes with each poll.
#[derive(Debug, Default)]
#[repr(align(128))]
pub(super) struct Worker {
    /// [`IN_POLL`], [`WRITTEN_OFF`], and above them the number of polls that have ended.
    state: AtomicU64,
    asleep: AtomicBool,
    /// Its thread gives way to all others, and cannot be given its priority back.
    demoted: AtomicBool,
    thread: OnceLock<Thread>,
    #[cfg(target_os = "linux")]
    thread_id: OnceLock<rustix::thread::Pid>,
}

const IN_POLL: u64 = 1;
const WRITTEN_OFF: u64 = 2;
const ONE_POLL: u64 = 4;

/// The highest nice value of Linux, where it counts for each thread by itself.
#[cfg(target_os = "linux")]
const LEAST_PRIORITY: i32 = 19;

/// What became of a worker during a poll.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Live,
    WrittenOff,
}

/// One poll of one worker, as the watchdog sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PollSeen(u64);

impl Worker {
    pub(super) fn begin_poll(&self) {
        // Sequentially consistent with the watchdog's falling asleep: one of the two sees the other.
        self.state.store(self.state.load(Ordering::Relaxed) | IN_POLL, Ordering::SeqCst);
    }

    pub(super) fn end_poll(&self) -> Standing {
        let during = self.state.load(Ordering::Relaxed);
        let ended = (during & !(IN_POLL | WRITTEN_OFF)).wrapping_add(ONE_POLL);
        if self.state.swap(ended, Ordering::SeqCst) & WRITTEN_OFF == 0 {
            Standing::Live
        } else {
            Standing::WrittenOff
        }
    }

    /// The poll that the worker is in.
    pub(super) fn poll_seen(&self) -> Option<PollSeen> {
        let state = self.state.load(Ordering::SeqCst);
        (state & IN_POLL != 0).then_some(PollSeen(state))
    }

    /// Writes the worker off, unless that poll has ended.
    pub(super) fn write_off(&self, PollSeen(state): PollSeen) -> bool {
        self.state.compare_exchange(state, state | WRITTEN_OFF, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    /// Called once, by the worker's own thread.
    pub(super) fn begin(&self) {
        #[cfg(target_os = "linux")]
        self.thread_id.get_or_init(rustix::thread::gettid);
    }

    /// Makes a thread that a body holds give way to all others: bodies that spin must not take the processor from
    /// those who wait for an answer. To be called under the roster's lock, without which the thread cannot end.
    pub(super) fn demote(&self) {
        // First the mark: whoever comes back now sees it, or is seen to have come back.
        self.demoted.store(true, Ordering::SeqCst);
        #[cfg(target_os = "linux")]
        if self.state.load(Ordering::SeqCst) & WRITTEN_OFF != 0
            && let Some(thread_id) = self.thread_id.get()
        {
            // Without the right to do it, the body keeps its share.
            let _ = rustix::process::setpriority_process(Some(*thread_id), LEAST_PRIORITY);
        }
    }

    pub(super) fn is_demoted(&self) -> bool {
        self.demoted.load(Ordering::SeqCst)
    }

    pub(super) fn fall_asleep(&self) {
        self.thread.get_or_init(thread::current);
        self.asleep.store(true, Ordering::SeqCst);
    }

    pub(super) fn sleep(&self) {
        // A body may have got hold of this thread and unpark it at any time.
        while self.asleep.load(Ordering::SeqCst) {
            thread::park();
        }
    }

    pub(super) fn wake(&self) {
        self.asleep.store(false, Ordering::SeqCst);
        if let Some(thread) = self.thread.get() {
            thread.unpark();
        }
    }
}
