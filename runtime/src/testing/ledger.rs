//! Load on a ledger, in the way of a gate and without one: for measurements, and for tests of a ledger of one's own.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant, SystemTime};

use crate::authority::Effect;
use crate::call::TraceId;
use crate::caller::Caller;
use crate::clock::SystemClock;
use crate::ledger::queue::{CAPACITY, Queue};
use crate::ledger::{Event, Ledger, Record};
use crate::refusal::Reference;

/// Writes `records` intents of some 300 bytes from each of `threads` threads, each of which waits until its record is
/// on disk before it writes the next. Gives how long that took.
///
/// They go through the queue of a gate, so those that wait at the same time share one [`sync`](Ledger::sync).
///
/// # Errors
///
/// If the ledger does not take all of them.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// use portcullis::{ledger::Memory, testing};
///
/// let ledger = Memory::new();
/// testing::write_intents(ledger.clone(), 4, 25)?;
/// assert_eq!(ledger.records().len(), 100);
/// # Ok(())
/// # }
/// ```
pub fn write_intents(ledger: impl Ledger, threads: usize, records: usize) -> std::io::Result<Duration> {
    let queue = Queue::start(ledger, CAPACITY, Arc::new(SystemClock), Vec::new())?;
    let begin = Instant::now();
    let written = thread::scope(|scope| {
        let write = || (0..records).all(|_| write_intent(&queue));
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(write)).collect();
        threads.into_iter().all(|thread| thread.join().unwrap_or(false))
    });
    let took = begin.elapsed();
    if written { Ok(took) } else { Err(std::io::Error::other("the ledger did not take all records")) }
}

fn write_intent(queue: &Queue) -> bool {
    let now = SystemTime::now();
    let mut intent = Record::new(Event::CallIntent, now);
    intent.reference = Some(Reference::new(now));
    intent.trace_id = Some(TraceId::from_u128(0));
    intent.caller = Some(Caller::local());
    intent.capability = Some("write_intent".into());
    intent.effect = Some(Effect::Write);
    intent.input_bytes = Some(200);
    queue.reserve().is_ok_and(|slot| wait_for(slot.send_durably(intent)).is_ok())
}

/// Ends with the future; this thread does nothing else meanwhile.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(done) => return done,
            Poll::Pending => thread::park(),
        }
    }
}
