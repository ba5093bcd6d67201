//! Whoever awaits a short body waits a moment for it before its thread is let go.
//!
//! To let a thread sleep and to wake it costs some 15 µs, more than most of a short call. So the only caller of a pool
//! stays on its thread for at most that long. Nobody does who has company: with several calls under way the thread
//! has better to do. And where bodies turn out to last longer, most calls do not try.
//!
//! This is the one thing that holds a thread of the caller's, and it never depends on the body for how long.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// As long as it takes to sleep and to be woken: so nobody loses more than twice what a body takes.
const MOMENT: Duration = Duration::from_micros(15);

/// After so many moments in vain, one after another, callers are discouraged.
const DOUBTS: u32 = 4;

/// So many discouraged callers do not try.
const DISCOURAGED: u32 = 16;

/// Whether it pays to wait on the thread.
#[derive(Debug)]
pub(super) struct Linger {
    /// With one processor, the body could not run meanwhile.
    pays: bool,
    /// Bodies that somebody awaits.
    awaited: AtomicUsize,
    /// Moments in vain since the last one that was not; beyond [`DOUBTS`], callers that did not try.
    doubts: AtomicU32,
}

impl Linger {
    pub(super) fn new(pays: bool) -> Linger {
        Linger { pays, awaited: AtomicUsize::new(0), doubts: AtomicU32::new(0) }
    }

    /// Somebody awaits one more body.
    pub(super) fn awaits(&self) {
        self.awaited.fetch_add(1, Ordering::Relaxed);
    }

    /// A body is no longer awaited.
    pub(super) fn awaits_no_more(&self) {
        self.awaited.fetch_sub(1, Ordering::Relaxed);
    }

    /// Returns when `ended` says so, or after a moment, or at once where it does not pay.
    pub(super) fn until(&self, ended: impl Fn() -> bool) {
        if !self.pays || self.awaited.load(Ordering::Relaxed) > 1 {
            return;
        }
        let doubts = self.doubts.load(Ordering::Relaxed);
        if (DOUBTS..DOUBTS + DISCOURAGED).contains(&doubts) {
            self.doubts.store(doubts + 1, Ordering::Relaxed);
            return;
        }
        let start = Instant::now();
        while !ended() {
            if start.elapsed() > MOMENT {
                self.doubts.store(DOUBTS.min(doubts + 1), Ordering::Relaxed);
                return;
            }
            std::hint::spin_loop();
        }
        self.doubts.store(0, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// How often a caller looks for the end of a body that never ends.
    fn looks(linger: &Linger) -> u32 {
        let looks = Cell::new(0);
        linger.until(|| {
            looks.set(looks.get() + 1);
            false
        });
        looks.get()
    }

    #[test]
    fn a_caller_sees_the_end_of_a_short_body_without_leaving_its_thread() {
        let linger = Linger::new(true);
        linger.awaits();
        let looks = Cell::new(0);
        linger.until(|| looks.replace(looks.get() + 1) == 3);
        assert_eq!(looks.get(), 4);
    }

    #[test]
    fn a_body_that_does_not_end_holds_its_caller_for_a_moment_only() {
        let linger = Linger::new(true);
        linger.awaits();
        let start = Instant::now();
        assert!(looks(&linger) > 0);
        assert!(start.elapsed() < MOMENT * 1_000);
    }

    #[test]
    fn callers_are_discouraged_by_moments_in_vain_and_try_again_later() {
        let linger = Linger::new(true);
        linger.awaits();
        for _ in 0..3 {
            let tries = (0..DOUBTS + DISCOURAGED).filter(|_| looks(&linger) > 0).count();
            assert!(tries >= 1 && tries <= DOUBTS as usize, "{tries}");
        }
        // Discouraged now: of these, one tries, and what it sees encourages all.
        let tries = (0..=DISCOURAGED).filter(|_| looks(&linger) > 0).count();
        assert_eq!(tries, 1);
        for _ in 0..=DISCOURAGED {
            linger.until(|| true);
        }
        assert!(looks(&linger) > 0);
    }

    #[test]
    fn nobody_waits_on_the_thread_with_company_or_with_one_processor() {
        let linger = Linger::new(true);
        linger.awaits();
        linger.awaits();
        assert_eq!(looks(&linger), 0);
        linger.awaits_no_more();
        assert!(looks(&linger) > 0);

        let alone = Linger::new(false);
        alone.awaits();
        assert_eq!(looks(&alone), 0);
    }
}
