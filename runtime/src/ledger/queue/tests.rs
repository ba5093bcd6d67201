//! When the queue syncs, and whom it tells.

use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};
use std::time::{Duration, Instant, SystemTime};

use super::*;
use crate::clock::SystemClock;
use crate::ledger::Memory;

/// A ledger that goes on when it is told to.
struct Held {
    begins: Sender<()>,
    go_on: Receiver<()>,
    done: Arc<Mutex<Vec<String>>>,
    sync: io::Result<()>,
}

impl Ledger for Held {
    fn append(&mut self, records: &[Record]) -> io::Result<()> {
        self.done.lock().unwrap().push(format!("{} appended", records.len()));
        if !records.is_empty() {
            self.begins.send(()).unwrap();
            self.go_on.recv().unwrap();
        }
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut done = self.done.lock().unwrap();
        done.push("synced".into());
        // The first is that of the gate's own records.
        match (&self.sync, done.len()) {
            (Err(error), 3..) => Err(error.kind().into()),
            _ => Ok(()),
        }
    }

    fn is_durable(&self) -> bool {
        true
    }
}

struct Scene {
    queue: Queue,
    begins: Receiver<()>,
    go_on: Sender<()>,
    done: Arc<Mutex<Vec<String>>>,
}

fn scene(sync: io::Result<()>) -> Scene {
    let ((begins, has_begun), (go_on, may_go_on)) = (channel(), channel());
    let done = Arc::new(Mutex::default());
    let held = Held { begins, go_on: may_go_on, done: done.clone(), sync };
    let queue = Queue::start(held, CAPACITY, Arc::new(SystemClock), Vec::new()).unwrap();
    Scene { queue, begins: has_begun, go_on, done }
}

impl Scene {
    fn send(&self) -> impl Future<Output = Result<(), Unavailable>> + Send + use<> {
        let record = Record::new(Event::CallIntent, SystemTime::now());
        self.queue.reserve().unwrap().send_durably(record)
    }
}

#[tokio::test]
async fn who_comes_while_others_are_written_shares_their_sync() {
    let scene = scene(Ok(()));
    let first = scene.send();
    scene.begins.recv().unwrap();
    let late: Vec<_> = (0..20).map(|_| scene.send()).collect();
    for _ in 0..2 {
        scene.go_on.send(()).unwrap();
    }
    assert_eq!(first.await, Ok(()));
    for late in late {
        assert_eq!(late.await, Ok(()));
    }
    let done = scene.done.lock().unwrap();
    assert_eq!(*done, ["0 appended", "synced", "1 appended", "20 appended", "synced"]);
}

#[tokio::test]
async fn nobody_waits_for_ever_more_late_comers() {
    let scene = scene(Ok(()));
    let mut waiting = vec![Box::pin(scene.send())];
    for _ in 0..=LATE_COMERS {
        scene.begins.recv().unwrap();
        waiting.push(Box::pin(scene.send()));
        scene.go_on.send(()).unwrap();
    }
    // The last one is not among them.
    let last = waiting.pop().unwrap();
    for one in waiting {
        assert_eq!(one.await, Ok(()));
    }
    scene.begins.recv().unwrap();
    scene.go_on.send(()).unwrap();
    assert_eq!(last.await, Ok(()));
    let syncs = scene.done.lock().unwrap().iter().filter(|what| *what == "synced").count();
    assert_eq!(syncs, 3, "the gate's own, and two");
}

#[tokio::test]
async fn after_a_sync_that_fails_none_of_many_is_told_that_it_was_kept() {
    let scene = scene(Err(io::ErrorKind::StorageFull.into()));
    let first = scene.send();
    scene.begins.recv().unwrap();
    let others: Vec<_> = (0..20).map(|_| scene.send()).collect();
    for _ in 0..2 {
        scene.go_on.send(()).unwrap();
    }
    assert_eq!(first.await, Err(Unavailable::Failed));
    for other in others {
        assert_eq!(other.await, Err(Unavailable::Failed));
    }
    assert!(matches!(scene.queue.reserve(), Err(Unavailable::Failed)));
}

/// Code of somebody else's that is run to tell one who waits.
struct Hostile(AtomicU64);

impl Wake for Hostile {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
        panic!("a waker");
    }
}

#[tokio::test]
async fn a_waker_that_panics_harms_neither_the_ledger_nor_the_others() {
    for others in [1, 20] {
        let scene = scene(Ok(()));
        let hostile = Arc::new(Hostile(AtomicU64::new(0)));
        let mut one = pin!(scene.send());
        let waker = Waker::from(hostile.clone());
        assert!(one.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        scene.begins.recv().unwrap();
        let others: Vec<_> = (0..others).map(|_| scene.send()).collect();
        for _ in 0..3 {
            scene.go_on.send(()).unwrap();
        }
        for other in others {
            assert_eq!(other.await, Ok(()));
        }
        assert_eq!(hostile.0.load(Ordering::SeqCst), 1);
        assert_eq!(scene.send().await, Ok(()), "the ledger goes on");
        assert_eq!(one.await, Ok(()));
    }
}

fn record() -> Record {
    Record::new(Event::CallRefused, SystemTime::now())
}

fn in_memory(capacity: usize) -> (Queue, Memory) {
    let ledger = Memory::new();
    (Queue::start(ledger.clone(), capacity, Arc::new(SystemClock), vec![record()]).unwrap(), ledger)
}

#[tokio::test]
async fn records_are_numbered_one_after_the_other() {
    let (queue, ledger) = in_memory(8);
    for _ in 0..3 {
        assert!(queue.reserve().unwrap().send(record()));
    }
    queue.flush().await.unwrap();
    let numbers: Vec<_> = ledger.records().iter().map(|record| record.sequence).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

#[test]
fn the_last_quarter_of_the_room_is_for_calls_that_pass_their_guards() {
    let (queue, _) = in_memory(8);
    let held: Vec<_> = (0..6).map(|_| queue.reserve_or_count().unwrap().unwrap()).collect();
    assert!(matches!(queue.reserve_or_count(), Ok(None)));
    let kept: Vec<_> = (0..2).map(|_| queue.reserve().unwrap()).collect();
    assert!(matches!(queue.reserve(), Err(Unavailable::Full)));
    drop((held, kept));
    assert!(matches!(queue.reserve_or_count(), Ok(Some(_))), "room that was not used is free again");
}

#[tokio::test]
async fn a_record_gives_its_room_back_when_it_is_written_and_a_count_had_none() {
    let (queue, ledger) = in_memory(1);
    for _ in 0..3 {
        for _ in 0..2 {
            queue.reserve().unwrap().send_durably(record()).await.unwrap();
        }
        queue.count_refusal();
        queue.flush().await.unwrap();
    }
    assert_eq!(ledger.records().iter().filter(|record| record.count == Some(1)).count(), 3);
}

/// Waits until it is so. The thread of the ledger keeps its own time.
fn wait_until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never was");
        thread::yield_now();
    }
}

#[test]
fn a_writer_that_has_nothing_to_do_sleeps_and_is_woken_by_a_record_that_nobody_waits_for() {
    let (queue, ledger) = in_memory(8);
    for written in 2..4 {
        wait_until(|| queue.shared.asleep.load(Ordering::SeqCst));
        assert!(queue.reserve().unwrap().send(record()));
        wait_until(|| ledger.records().len() == written);
    }
}
