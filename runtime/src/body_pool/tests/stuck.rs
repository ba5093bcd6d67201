//! Bodies that do not let go of their thread. Real time is the subject.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinSet;
use tokio::time::timeout;

use super::super::Saturated;
use super::*;

const STUCK: usize = 64;
const STUCK_FOR: Duration = Duration::from_millis(1_500);
const DEADLINE: Duration = Duration::from_millis(100);
/// What a deadline may be late by.
const LATENESS: Duration = Duration::from_millis(50);

/// One of five bodies that have no manners.
async fn stuck(kind: usize, lock: Arc<Mutex<()>>) {
    let start = Instant::now();
    match kind % 5 {
        0 => thread::sleep(STUCK_FOR),
        1 => {
            while start.elapsed() < STUCK_FOR {
                std::hint::spin_loop();
            }
        }
        2 => {
            // The first one sleeps with the lock, the others wait for it.
            let _held = lock.lock().unwrap();
            thread::sleep(STUCK_FOR.saturating_sub(start.elapsed()));
        }
        3 => {
            let _blocks_when_cancelled = OnDrop(|| thread::sleep(STUCK_FOR));
            std::future::pending::<()>().await;
        }
        _ => {
            while start.elapsed() < STUCK_FOR {
                thread::yield_now();
            }
        }
    }
}

fn spawn_stuck(pool: &BodyPool) -> Vec<BodyTask<()>> {
    let lock = Arc::new(Mutex::new(()));
    (0..STUCK).map(|kind| pool.spawn(stuck(kind, Arc::clone(&lock))).unwrap()).collect()
}

/// Tests that measure time do so one after the other.
static STOPWATCH: Mutex<()> = Mutex::new(());

/// Measures up to five times, since anything else on the machine makes a single time longer. A pool that lets stuck
/// bodies hold others up takes as long as they are stuck, each time.
fn holds_at_best(bound: Duration, measured: impl Fn(&Runtime) -> Duration) {
    let _alone = STOPWATCH.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, runtime) in runtimes() {
        let mut times = Vec::new();
        while !times.iter().any(|time| *time < bound) {
            assert!(times.len() < 5, "{name}: {times:?}, where {bound:?} is promised");
            times.push(measured(&runtime));
        }
    }
}

#[test]
fn a_caller_has_its_answer_in_time_however_many_bodies_are_stuck() {
    holds_at_best(DEADLINE + LATENESS, |runtime| {
        let pool = BodyPool::new(DEFAULT_MAX_THREADS);
        let latest = runtime.block_on(async {
            let mut answers = JoinSet::new();
            for task in spawn_stuck(&pool) {
                let start = Instant::now();
                answers.spawn(async move {
                    assert!(timeout(DEADLINE, task).await.is_err(), "a stuck body ended");
                    start.elapsed()
                });
            }
            answers.join_all().await.into_iter().max().unwrap()
        });
        eventually("the end of the stuck bodies", || pool.stats().threads <= wanted(&pool));
        latest
    });
}

#[test]
fn an_innocent_body_is_neither_refused_nor_held_up_by_stuck_ones() {
    holds_at_best(Duration::from_millis(400), |runtime| {
        let pool = BodyPool::new(DEFAULT_MAX_THREADS);
        let latest = runtime.block_on(async {
            let stuck = spawn_stuck(&pool);
            let start = Instant::now();
            let mut innocent = JoinSet::new();
            for number in 0..STUCK {
                let task = pool.spawn(async move {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    number
                });
                innocent.spawn(async move {
                    assert_eq!(task.unwrap().await.unwrap(), number);
                    start.elapsed()
                });
            }
            let latest = innocent.join_all().await.into_iter().max().unwrap();
            drop(stuck);
            latest
        });
        eventually("the end of the stuck bodies", || pool.stats().threads <= wanted(&pool));
        latest
    });
}

#[test]
fn a_pool_whose_threads_are_all_held_refuses_at_once_and_recovers() {
    let pool = BodyPool::new(8);
    let (releases, held): (Vec<_>, Vec<_>) = (0..8)
        .map(|_| {
            let (release, body) = blocked();
            (release, pool.spawn(body).unwrap())
        })
        .unzip();
    eventually("write-off of all threads", || pool.stats().written_off == 8);
    let start = Instant::now();
    for _ in 0..1_000 {
        assert_eq!(pool.spawn(async {}).unwrap_err(), Saturated);
    }
    assert!(start.elapsed() < Duration::from_millis(500), "1,000 refusals took {:?}", start.elapsed());
    assert_eq!(pool.stats().threads, 8);
    drop(releases);
    for task in held {
        await_alone(task).unwrap();
    }
    eventually("a worker that is back", || pool.spawn(async {}).is_ok());
    assert_eq!(run(&pool, async { 7 }), Ok(7));
    eventually("the end of idle threads", || pool.stats().threads <= wanted(&pool));
}

#[test]
fn a_body_that_was_admitted_before_the_pool_was_full_runs_when_a_thread_is_back() {
    let pool = BodyPool::new(1);
    let (release, body) = blocked();
    let held = pool.spawn(body).unwrap();
    // Past admission, as if it had been asked for before the body above was found to be stuck.
    let waiting = super::super::start(&pool.crew, async { 7 });
    eventually("write-off of the thread", || pool.stats().written_off == 1);
    assert_eq!(pool.stats().queued, 1);
    drop(release);
    await_alone(held).unwrap();
    assert_eq!(await_alone(waiting), 7);
}

#[test]
fn ten_thousand_bodies_that_wait_need_no_threads_of_their_own() {
    let _alone = STOPWATCH.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, runtime) in runtimes() {
        let pool = BodyPool::new(DEFAULT_MAX_THREADS);
        let most = runtime.block_on(async {
            let tasks: Vec<_> = (0..10_000)
                .map(|number| {
                    pool.spawn(async move {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        number
                    })
                    .unwrap()
                })
                .collect();
            let mut most = 0;
            for (number, task) in tasks.into_iter().enumerate() {
                assert_eq!(task.await.unwrap(), number);
                most = most.max(pool.stats().threads);
            }
            most
        });
        // Not only those that are wanted: a poll that the operating system interrupts for 5 ms looks like a stuck one.
        assert!(most <= 128, "{name}: {most} threads");
    }
}

#[test]
fn threads_end_when_nobody_needs_them() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    assert_eq!(pool.stats().threads, 0);
    let (releases, held): (Vec<_>, Vec<_>) = (0..40)
        .map(|_| {
            let (release, body) = blocked();
            (release, pool.spawn(body).unwrap())
        })
        .unzip();
    eventually("write-off of the threads", || pool.stats().written_off == 40);
    eventually("replacements", || pool.stats().threads == 40 + wanted(&pool));
    drop(releases);
    drop(held);
    eventually("the end of idle threads", || pool.stats().threads <= wanted(&pool));
    assert_eq!(pool.stats().written_off, 0);
}

#[test]
fn a_pool_that_is_dropped_waits_for_nobody_and_leaves_nothing_behind() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let crew = Arc::clone(&pool.crew);
    let (releases, held): (Vec<_>, Vec<_>) = (0..16)
        .map(|_| {
            let (release, body) = blocked();
            (release, pool.spawn(body).unwrap())
        })
        .unzip();
    eventually("write-off of the threads", || pool.stats().written_off == 16);
    let start = Instant::now();
    drop(pool);
    assert!(start.elapsed() < Duration::from_millis(500), "dropping took {:?}", start.elapsed());
    eventually("the end of idle threads", || crew.stats().threads == 16);
    eventually("the watchdog's sleep", || !crew.watchdog.awake.load(Ordering::SeqCst));
    drop(releases);
    for task in held {
        await_alone(task).unwrap();
    }
    eventually("the end of all threads", || crew.stats().threads == 0);
    eventually("the end of the watchdog", || crew.roster().watchdog.is_none());
    eventually("the end of what they share", || Arc::strong_count(&crew) == 1);
}
