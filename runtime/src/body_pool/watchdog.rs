//! The thread that writes off workers whose poll lasts too long, and has others started in their place.
//!
//! It must never run anybody else's code (a body, a waker, a log subscriber), since all deadlines hang on it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::crew::{Crew, Roster};
use super::worker::{PollSeen, Worker};

/// A poll that lasts longer than this holds its worker.
const PATIENCE: Duration = Duration::from_millis(5);

/// Time between two looks: a worker is written off 5 to 7.5 ms after its poll began.
const TICK: Duration = Duration::from_micros(2_500);

/// A body that holds its thread this long after it was written off gives way to all other threads.
const INDULGENCE: Duration = Duration::from_millis(20);

/// The watchdog sleeps after so many looks at which nothing was going on, so that a gate with a call now and then
/// wakes it twenty times a second and not once a call.
const QUIET_TICKS: u32 = 20;

/// When a whole crew is held at once, the next one is so many times larger than all who are held: 64 bodies that
/// block are then taken up in four steps rather than in thirty-two, and those behind them wait 25 ms.
const SURGE: usize = 3;

/// Whether the watchdog looks, so that a worker can tell with one atomic load.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    pub(super) awake: AtomicBool,
}

/// A live worker, and the poll in which it was seen last.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) worker: Arc<Worker>,
    seen: Option<(PollSeen, Instant)>,
}

/// What one look says of one worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judgement {
    /// Not in a poll.
    Idle,
    /// In another poll than last time.
    Busy,
    /// Still in the poll of last time.
    Slow,
    /// In it for too long, and now written off.
    Held,
}

/// What a look at the whole crew says.
#[derive(Debug)]
struct Findings {
    /// Somebody is in a poll, or something is in the queue.
    busy: bool,
    /// Something is in the queue although somebody sleeps.
    overslept: bool,
    /// So many workers shall be started, unless as many as `target` are live.
    starts: usize,
    target: usize,
}

impl Watchdog {
    /// Wakes the watchdog if it sleeps.
    pub(super) fn rouse(&self, crew: &Crew) {
        if !self.awake.load(Ordering::SeqCst)
            && !self.awake.swap(true, Ordering::SeqCst)
            && let Some(watchdog) = &crew.roster().watchdog
        {
            watchdog.unpark();
        }
    }

    /// Starts the watchdog unless there is one; false when the operating system has no thread for it.
    pub(super) fn ensure(crew: &Arc<Crew>) -> bool {
        let mut roster = crew.roster();
        if roster.watchdog.is_some() {
            return true;
        }
        crew.watchdog.awake.store(true, Ordering::SeqCst);
        let started = {
            let crew = Arc::clone(crew);
            thread::Builder::new().name("portcullis-dog".into()).spawn(move || watch(&crew))
        };
        roster.watchdog = started.ok().map(|handle| handle.thread().clone());
        roster.watchdog.is_some()
    }

    /// Sleeps until a poll begins or the pool changes.
    fn sleep(&self, crew: &Crew) {
        self.awake.store(false, Ordering::SeqCst);
        // A poll may have begun before that store and have relied on it.
        if crew.queued() > 0 || crew.roster().live.iter().any(|watched| watched.worker.poll_seen().is_some())
        {
            self.awake.store(true, Ordering::SeqCst);
        }
        while !self.awake.load(Ordering::SeqCst) {
            thread::park();
        }
    }
}

fn watch(crew: &Arc<Crew>) {
    let mut quiet = 0;
    while !signed_off(crew) {
        let findings = look(crew);
        if findings.overslept {
            crew.wake_worker();
        }
        for _ in 0..findings.starts {
            crew.start_worker(findings.target);
        }
        quiet = if findings.busy { 0 } else { quiet + 1 };
        if quiet > QUIET_TICKS {
            crew.watchdog.sleep(crew);
            quiet = 0;
        } else {
            thread::park_timeout(TICK);
        }
    }
}

/// Ends the watch when the pool is gone and the last worker with it.
fn signed_off(crew: &Crew) -> bool {
    let mut roster = crew.roster();
    let over = crew.is_closed() && roster.is_deserted() && crew.queued() == 0;
    if over {
        roster.watchdog = None;
    }
    over
}

fn look(crew: &Crew) -> Findings {
    let now = Instant::now();
    let queued = crew.queued();
    let mut roster = crew.roster();
    let Roster { live, held: written_off, .. } = &mut *roster;
    let (mut idle, mut busy, mut held) = (0, 0, 0);
    live.retain_mut(|watched| {
        let judgement = watched.judge(now);
        match judgement {
            Judgement::Idle => idle += 1,
            Judgement::Busy => busy += 1,
            Judgement::Slow => {}
            Judgement::Held => {
                held += 1;
                written_off.push((Arc::clone(&watched.worker), now));
            }
        }
        judgement != Judgement::Held
    });
    roster.held.retain(|(worker, since)| {
        let indulged = now.duration_since(*since) < INDULGENCE;
        if !indulged {
            worker.demote();
        }
        indulged
    });
    crew.publish(&roster);
    let live = roster.live.len();
    // Whoever comes back was slow and not stuck, as all are when the machine is busy; more threads would not help.
    let came_back = std::mem::take(&mut roster.came_back);
    let stalled = held > 0 && idle == 0 && busy == 0 && !came_back;
    let surge = if stalled { queued.min(SURGE * roster.written_off()) } else { 0 };
    let target = crew.wanted.max(surge);
    let missing = target.saturating_sub(live);
    Findings {
        busy: queued > 0 || live + held > idle,
        overslept: queued > 0 && roster.somebody_sleeps(),
        // With nothing in the queue, those that never were needed are not missed.
        starts: if queued > 0 { missing } else { missing.min(held) },
        target,
    }
}

impl Watched {
    pub(super) fn new(worker: Arc<Worker>) -> Watched {
        Watched { worker, seen: None }
    }

    fn judge(&mut self, now: Instant) -> Judgement {
        let Some(poll) = self.worker.poll_seen() else {
            self.seen = None;
            return Judgement::Idle;
        };
        match self.seen {
            Some((seen, since)) if seen == poll => {
                let held = now.duration_since(since) >= PATIENCE && self.worker.write_off(poll);
                if held { Judgement::Held } else { Judgement::Slow }
            }
            _ => {
                self.seen = Some((poll, now));
                Judgement::Busy
            }
        }
    }
}
