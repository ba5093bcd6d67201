//! The threads on which bodies run, so that bodies never occupy the runtime that answers.
//!
//! A body may block, spin, hold locks, panic and ignore its cancellation: here it costs a thread, and never the
//! caller's. No thread of the caller may poll or drop a body, wait for one, or unwind because of one.
//!
//! | file | about |
//! |---|---|
//! | `body.rs` | one body: polled, dropped and answered for without ever unwinding |
//! | `panics.rs` | panics caught, their place kept, their payload neither printed nor let loose |
//! | `crew.rs` | the queue of ready bodies and the workers that serve it |
//! | `worker.rs` | one worker: in which poll it is, and whether it was written off or sleeps |
//! | `linger.rs` | a caller that waits a moment for a short body before it lets its thread go |
//! | `watchdog.rs` | writes off workers whose poll lasts too long, and has others start in their place |
//!
//! Two things no pool can contain, since the language ends the process: two destructors of one body that panic at
//! once, and a destructor of a thread-local that panics.

mod body;
mod crew;
mod linger;
mod panics;
#[cfg(test)]
mod tests;
mod watchdog;
mod worker;

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use async_task::{FallibleTask, Runnable, ScheduleInfo, WithInfo};

use self::body::{Body, Delivery};
use self::crew::Crew;
use self::panics::install_panic_hook;
pub(crate) use self::panics::{Panicked, discard};

/// How many threads a pool may have when nothing else is said.
pub(crate) const DEFAULT_MAX_THREADS: usize = 512;

/// The pool. Threads start when the first body needs them.
///
/// Dropping it never blocks: idle threads end, and bodies that somebody still awaits, or that do not stop, go on to
/// their own end on the threads that remain.
#[derive(Debug)]
pub(crate) struct BodyPool {
    crew: Arc<Crew>,
}

/// A body on the pool; resolves to its output, or to the place where it panicked.
///
/// Dropping it cancels the body and never waits. The body is dropped on the pool: at once when it is idle, after its
/// poll when it is in one. So is an output that was ready and that nobody took; an output that was taken belongs to
/// whoever took it.
#[must_use = "a body is cancelled when its task is dropped"]
pub(crate) struct BodyTask<T: Send + 'static> {
    /// `None` only while it is dropped.
    task: Option<FallibleTask<Delivery<T>>>,
    crew: Arc<Crew>,
}

/// Every thread that the pool may have is held by a body that does not let go, so nobody would run another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Saturated;

/// What a pool is doing; a snapshot, each number read by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStats {
    /// Threads that serve the queue or are held by a body, without the watchdog.
    pub threads: usize,
    /// Those of them that a body holds for so long that another thread took their place.
    pub written_off: usize,
    /// Bodies that are ready and wait for a worker.
    pub queued: usize,
}

impl BodyPool {
    /// A pool of at most `max_threads` threads (at least one), none of which exists yet.
    ///
    /// Installs the [panic hook](install_panic_hook).
    pub(crate) fn new(max_threads: usize) -> BodyPool {
        install_panic_hook();
        BodyPool { crew: Arc::new(Crew::new(max_threads)) }
    }

    /// Runs `future` on the pool, inside the tokio runtime from which this is called, if there is one.
    ///
    /// # Errors
    ///
    /// [`Saturated`] when nobody would ever run it. The future is then dropped here, without having been polled; a
    /// panic in its destructor is contained.
    pub(crate) fn spawn<F>(&self, future: F) -> Result<BodyTask<F::Output>, Saturated>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let body = Body::new(future);
        self.crew.admit()?;
        self.crew.linger.awaits();
        let task = start(&self.crew, body);
        Ok(BodyTask { task: Some(task.fallible()), crew: Arc::clone(&self.crew) })
    }

    /// What the pool is doing at this moment.
    pub(crate) fn stats(&self) -> PoolStats {
        self.crew.stats()
    }
}

/// Makes a task of `future` and puts it at the end of the queue.
fn start<F>(crew: &Arc<Crew>, future: F) -> async_task::Task<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let schedule = {
        let crew = Arc::clone(crew);
        move |runnable: Runnable, info: ScheduleInfo| crew.enqueue(runnable, info.woken_while_running)
    };
    let (runnable, task) = async_task::spawn(future, WithInfo(schedule));
    runnable.schedule();
    task
}

impl Drop for BodyPool {
    fn drop(&mut self) {
        self.crew.close();
    }
}

impl<T: Send + 'static> BodyTask<T> {
    /// Holds this thread for a moment, if the body is likely to end in it; see [`linger`].
    pub(crate) fn linger(&self) {
        if let Some(task) = &self.task {
            self.crew.linger.until(|| task.is_finished());
        }
    }
}

impl<T: Send + 'static> Future for BodyTask<T> {
    type Output = Result<T, Panicked>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(task) = self.task.as_mut() else {
            return Poll::Ready(Err(Panicked { location: None }));
        };
        // The inner `None` means that the output was taken before.
        Pin::new(task)
            .poll(context)
            .map(|delivery| delivery.map_or(Err(Panicked { location: None }), Delivery::accept))
    }
}

impl<T: Send + 'static> Drop for BodyTask<T> {
    fn drop(&mut self) {
        let Some(task) = self.task.take() else { return };
        self.crew.linger.awaits_no_more();
        // Dropping the task itself would drop a ready output on this thread. `cancel` hands it over instead, at its
        // first poll, and cancels when there is none. From then on an output is dropped by the worker that makes it.
        let cancelled = pin!(task.cancel()).poll(&mut Context::from_waker(Waker::noop()));
        if let Poll::Ready(Some(unread)) = cancelled
            && std::mem::needs_drop::<T>()
        {
            start(&self.crew, async move { drop(unread) }).detach();
        }
    }
}

impl<T: Send + 'static> std::fmt::Debug for BodyTask<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("BodyTask").finish_non_exhaustive()
    }
}
