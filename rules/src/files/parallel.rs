//! Work on many files, on all cores.

use std::fmt;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::STACK;

/// Why something was not done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    Panicked,
    NoThread,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Panicked => "this is a fault of the rules, please report it",
            // Then nothing was read, and that must not look like a good end.
            Self::NoThread => "there was no thread to check it",
        })
    }
}

/// Does something with each item, on all cores, with much stack. The order of the items is kept.
pub(super) fn in_parallel<'i, I: Sync, R: Send>(
    items: &'i [I],
    work: impl Fn(&I) -> R + Sync,
) -> Vec<(&'i I, Result<R, Failure>)> {
    let next = AtomicUsize::new(0);
    let all: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    let worker = || {
        let mut own = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else { break };
            own.push((number, catch_unwind(AssertUnwindSafe(|| work(item))).ok()));
            // Spans of the file lead into a map of its text, which would grow with each file.
            proc_macro2::extra::invalidate_current_thread_spans();
        }
        let mut all = all.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        for (number, done) in own {
            if let Some(slot) = all.get_mut(number) {
                *slot = done;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            // One that does not start leaves its work to the others.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        }
    });
    let begun = next.into_inner();
    let all = all.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    let of_item = |(number, (item, done)): (usize, (&'i I, Option<R>))| {
        let failure = if number < begun { Failure::Panicked } else { Failure::NoThread };
        (item, done.ok_or(failure))
    };
    items.iter().zip(all).enumerate().map(of_item).collect()
}
