//! What the pool promises, each promise with a body that tries to break it.

mod ends;
mod order;
mod panics;
mod stuck;

use std::future::Future;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use super::{BodyPool, BodyTask, DEFAULT_MAX_THREADS, Panicked};

/// The two runtimes that answer: one that has a single thread, and one with two workers.
fn runtimes() -> [(&'static str, Runtime); 2] {
    [
        ("current_thread", Builder::new_current_thread().enable_time().build().unwrap()),
        ("two workers", Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap()),
    ]
}

/// Awaits on a runtime of its own.
fn await_alone<F: Future>(future: F) -> F::Output {
    Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

fn run<F>(pool: &BodyPool, body: F) -> Result<F::Output, Panicked>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    await_alone(async { pool.spawn(body).unwrap().await })
}

/// Waits for something that must come about, however busy the machine is.
fn eventually(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(30), "{what} never came about");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Blocks its thread until the sender is dropped.
fn blocked() -> (mpsc::Sender<()>, impl Future<Output = ()> + Send + 'static) {
    let (release, released) = mpsc::channel::<()>();
    (release, async move {
        let _ = released.recv();
    })
}

fn on_pool_thread() -> bool {
    thread::current().name() == Some("portcullis-body")
}

fn wanted(pool: &BodyPool) -> usize {
    pool.crew.wanted
}

/// Runs a function when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
