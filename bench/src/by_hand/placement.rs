//! Where a body runs: in its caller's task, or on threads that are not its caller's.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use async_task::Runnable;
use crossbeam_channel::{Receiver, Sender, TryRecvError};
use tokio::runtime::{Handle, Runtime};

/// Puts a body where it shall run, and brings back what it came to. Dropping the future cancels the body.
pub trait Placement: Clone + Send + Sync + 'static {
    /// Runs the body.
    fn place<F>(&self, body: F) -> impl Future<Output = F::Output> + Send
    where
        F: Future<Output: Send> + Send + 'static;
}

/// In the caller's own task: the cheapest, and a body that blocks takes the caller's thread with it.
#[derive(Debug, Clone, Copy)]
pub struct Inline;

impl Placement for Inline {
    fn place<F>(&self, body: F) -> impl Future<Output = F::Output> + Send
    where
        F: Future<Output: Send> + Send + 'static,
    {
        body
    }
}

/// On plain threads behind a queue, one task for each body. An idle thread spins for a moment before it sleeps.
#[derive(Debug, Clone)]
pub struct Threads {
    ready: Sender<Runnable>,
}

/// How long an idle thread looks for work before it sleeps.
const SPIN: Duration = Duration::from_micros(40);

impl Threads {
    /// Starts as many threads as there are cores, at least two. They end when the last clone is dropped.
    ///
    /// Bodies can use the tokio runtime that is current here.
    pub fn start() -> Threads {
        static SPINNING: AtomicUsize = AtomicUsize::new(0);
        let (ready, queue) = crossbeam_channel::unbounded::<Runnable>();
        let runtime = Handle::try_current().ok();
        for _ in 0..thread::available_parallelism().map_or(2, |cores| cores.get().max(2)) {
            let (queue, runtime) = (queue.clone(), runtime.clone());
            thread::spawn(move || {
                let _runtime = runtime.as_ref().map(Handle::enter);
                while let Some(runnable) = next(&queue, &SPINNING) {
                    runnable.run();
                }
            });
        }
        Threads { ready }
    }
}

/// The next body: one thread at a time spins for it, the others sleep. `None` when no more can come.
fn next(queue: &Receiver<Runnable>, spinning: &AtomicUsize) -> Option<Runnable> {
    if spinning.fetch_add(1, Ordering::AcqRel) == 0 {
        let start = Instant::now();
        while start.elapsed() < SPIN {
            match queue.try_recv() {
                Ok(runnable) => {
                    spinning.fetch_sub(1, Ordering::AcqRel);
                    return Some(runnable);
                }
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => std::hint::spin_loop(),
            }
        }
    }
    spinning.fetch_sub(1, Ordering::AcqRel);
    queue.recv().ok()
}

impl Placement for Threads {
    fn place<F>(&self, body: F) -> impl Future<Output = F::Output> + Send
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let ready = self.ready.clone();
        let (runnable, task) = async_task::spawn(body, move |runnable| {
            // The threads end after the last sender, so somebody receives it.
            let _ = ready.send(runnable);
        });
        runnable.schedule();
        task
    }
}

/// As tasks of a second tokio runtime.
#[derive(Debug, Clone)]
pub struct SecondRuntime {
    handle: Handle,
}

impl SecondRuntime {
    /// Starts a runtime with as many workers as there are cores, for as long as the process lives.
    pub fn start() -> std::io::Result<SecondRuntime> {
        let runtime: &'static Runtime =
            Box::leak(Box::new(tokio::runtime::Builder::new_multi_thread().enable_time().build()?));
        Ok(SecondRuntime { handle: runtime.handle().clone() })
    }
}

impl Placement for SecondRuntime {
    async fn place<F>(&self, body: F) -> F::Output
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let task = AbortOnDrop(self.handle.spawn(body));
        task.await
    }
}

/// A task that ends with whoever awaits it.
struct AbortOnDrop<T>(tokio::task::JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<T> Future for AbortOnDrop<T> {
    type Output = T;

    fn poll(mut self: std::pin::Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<T> {
        std::pin::Pin::new(&mut self.0).poll(context).map(|joined| match joined {
            Ok(output) => output,
            // The body catches its own panics, and nobody else aborts it.
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        })
    }
}
