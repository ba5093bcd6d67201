//! Deadlines hold however bodies behave: the caller has an answer in time, and nobody else waits.
//!
//! Real time is the subject here. The bound is the promised one, deadline + 50 ms, for every single call.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portcullis::ledger::Event;
use portcullis::prelude::*;
use portcullis::{Code, Outcome, State, testing};

/// The deadline of the stuck bodies below, and what the promise adds to it.
const DEADLINE: Duration = Duration::from_millis(200);
const PROMISE: Duration = Duration::from_millis(50);

/// How long a stuck body is stuck.
const STUCK: Duration = Duration::from_millis(1500);

/// Blocks its thread.
#[capability(
    read,
    timeout = "200ms",
    concurrency = 64,
    rate = "1000/s",
    allow(blocking_in_async, reason = "shows a body that blocks")
)]
async fn blocks() -> bool {
    std::thread::sleep(STUCK);
    true
}

/// Spins.
#[capability(read, timeout = "200ms", concurrency = 64, rate = "1000/s")]
fn spins() -> u64 {
    let begin = Instant::now();
    let mut turns = 0_u64;
    while begin.elapsed() < STUCK {
        turns = turns.wrapping_add(1);
    }
    turns
}

/// Waits for a lock that a stuck body holds.
#[capability(read, timeout = "200ms", concurrency = 64, rate = "1000/s")]
fn locks(#[grant] lock: State<Mutex<()>>) -> bool {
    let guard = lock.lock();
    std::thread::sleep(STUCK / 8);
    guard.is_ok()
}

/// Ignores that it was cancelled.
#[capability(
    read,
    timeout = "200ms",
    concurrency = 64,
    rate = "1000/s",
    allow(blocking_in_async, reason = "shows a body that ignores its end")
)]
async fn ignores_cancellation() -> bool {
    struct Stubborn;
    impl Drop for Stubborn {
        fn drop(&mut self) {
            std::thread::sleep(STUCK);
        }
    }
    let _stubborn = Stubborn;
    tokio::time::sleep(STUCK).await;
    true
}

/// An innocent one.
#[capability(read, concurrency = 1000, rate = "100000/s")]
async fn innocent() -> u32 {
    tokio::time::sleep(Duration::from_millis(1)).await;
    1
}

fn gate() -> (Gate, Memory) {
    let ledger = Memory::new();
    let permits = Permits::none()
        .permit(Caller::local(), blocks)
        .permit(Caller::local(), spins)
        .permit(Caller::local(), locks)
        .permit(Caller::local(), ignores_cancellation)
        .permit(Caller::local(), innocent);
    let gate = Gate::builder()
        .capability(blocks)
        .capability(spins)
        .capability(locks)
        .capability(ignores_cancellation)
        .capability(innocent)
        .grant(State::new(Mutex::new(())))
        .authorizer(permits)
        .ledger(ledger.clone())
        .build()
        .unwrap();
    (gate, ledger)
}

/// More stuck bodies of each kind than there are workers and cores, and innocent calls all the while.
async fn everybody_is_answered_in_time() {
    let (gate, _) = gate();
    let each = std::thread::available_parallelism().map_or(2, usize::from) * 2 + 2;
    let caller = Caller::local();

    let mut stuck = tokio::task::JoinSet::new();
    for _ in 0..each {
        for name in ["blocks", "spins", "locks", "ignores_cancellation"] {
            let (gate, caller) = (gate.clone(), caller.clone());
            stuck.spawn(async move {
                let begin = Instant::now();
                let answer = gate.call_json(name, &caller, "{}").await;
                (name, begin.elapsed(), answer)
            });
        }
    }
    let innocents = tokio::spawn({
        let (gate, caller) = (gate.clone(), caller.clone());
        async move {
            let mut slowest = Duration::ZERO;
            for _ in 0..40 {
                let begin = Instant::now();
                gate.call(innocent, &caller, ()).await.expect("no innocent call is refused");
                slowest = slowest.max(begin.elapsed());
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            slowest
        }
    });

    let mut late = Vec::new();
    while let Some(ended) = stuck.join_next().await {
        let (name, took, answer) = ended.unwrap();
        if took > DEADLINE + PROMISE {
            late.push((name, took));
        }
        if let Err(error) = answer {
            assert_eq!(error.code(), Code::DeadlineExceeded, "{name}");
        }
    }
    assert!(late.is_empty(), "of {} calls, these were answered late: {late:?}", each * 4);
    let slowest = innocents.await.unwrap();
    assert!(slowest < Duration::from_millis(500), "an innocent call took {slowest:?}");
}

#[tokio::test(flavor = "current_thread")]
async fn on_one_thread_everybody_is_answered_in_time() {
    everybody_is_answered_in_time().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_two_workers_everybody_is_answered_in_time() {
    everybody_is_answered_in_time().await;
}

#[tokio::test]
async fn a_stuck_body_keeps_its_permit_until_it_ends_and_no_longer() {
    let (gate, ledger) = gate();
    let error = gate.call(blocks, &Caller::local(), ()).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert_eq!(gate.free_permits(blocks), Some(63), "the body still runs");

    let patience = Instant::now();
    while gate.free_permits(blocks) != Some(64) {
        assert!(patience.elapsed() < STUCK * 4, "the permit never came back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    gate.flush().await.unwrap();
    let story: Vec<_> = ledger
        .records()
        .into_iter()
        .filter(|record| record.reference == Some(error.reference()))
        .map(|record| (record.event, record.result))
        .collect();
    assert_eq!(
        story,
        [
            (Event::BodyStuck, None),
            (Event::CallFinished, Some("deadline_exceeded")),
            (Event::BodyEndedLate, Some("answered"))
        ],
    );
}

/// Takes its time.
#[capability(write, timeout = "100ms")]
async fn slow_change() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

#[tokio::test]
async fn a_deadline_on_a_call_with_an_effect_is_not_a_no() {
    let folder = tempfile::tempdir().unwrap();
    let gate = Gate::builder()
        .capability(slow_change)
        .authorizer(Permits::none().permit(Caller::local(), slow_change))
        .ledger(Journal::open(folder.path().join("audit")).unwrap())
        .build()
        .unwrap();
    let error = gate.call(slow_change, &Caller::local(), ()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.outcome(), error.is_retryable()),
        (Code::DeadlineExceeded, Outcome::Unknown, false)
    );
}

/// Holds its call open, and counts how many are open.
#[capability(read, timeout = "30s", concurrency = 10000, rate = "1000000/s")]
async fn together(#[grant] open: State<Counters>) -> bool {
    let now = open.open.fetch_add(1, Ordering::SeqCst) + 1;
    open.most.fetch_max(now, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    open.open.fetch_sub(1, Ordering::SeqCst);
    true
}

#[derive(Default)]
struct Counters {
    open: AtomicUsize,
    most: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_at_once_are_all_admitted() {
    let counters = State::new(Counters::default());
    let gate = Arc::new(testing::Gate::new().grant(counters.clone()));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..10_000 {
        let gate = gate.clone();
        calls.spawn(async move { gate.call(together, ()).await });
    }
    let answers = calls.join_all().await;
    let answered = answers.iter().filter(|answer| matches!(answer, Ok(true))).count();
    let most = counters.most.load(Ordering::SeqCst);
    let records = gate.records().await.len();
    println!("10,000 calls: {answered} answered, at most {most} open at once, {records} records kept");
    assert_eq!(answered, 10_000, "{:?}", answers.iter().find(|answer| answer.is_err()));
    assert!(most > 9_000, "they were open at the same time: {most}");
}

#[tokio::test]
async fn a_caller_that_vanishes_cancels_its_call() {
    let counters = State::new(Counters::default());
    let gate = testing::Gate::new().grant(counters.clone());
    let vanished = tokio::time::timeout(Duration::from_millis(50), gate.call(together, ())).await;
    assert!(vanished.is_err());

    let patience = Instant::now();
    loop {
        let records = gate.records().await;
        if let Some(record) = records.iter().find(|record| record.event == Event::BodyEndedLate) {
            assert_eq!(record.result, Some("cancelled"));
            assert!(
                records
                    .iter()
                    .any(|record| record.result == Some("cancelled") && record.event == Event::CallFinished)
            );
            break;
        }
        assert!(patience.elapsed() < Duration::from_secs(5), "its end was never recorded: {records:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Passes its checkpoints until somebody says stop.
#[capability(read, timeout = "100ms")]
fn checks(call: &Call) -> Result<bool, Internal> {
    loop {
        call.checkpoint()?;
    }
}

#[tokio::test]
async fn a_checkpoint_ends_a_body_whose_time_is_up() {
    let (gate, begin) = (testing::Gate::new(), Instant::now());
    let error = gate.call(checks, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(begin.elapsed() < Duration::from_millis(150));
}

/// Spawns a task that would go on for ever, and answers.
#[capability(read, allow(leak, reason = "the handle of the task is to be lost"))]
async fn spawns(call: &Call, #[grant] counters: State<Counters>) -> bool {
    let task = call.spawn(async move {
        loop {
            counters.open.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    // Not even a task whose handle is lost outlives its call.
    std::mem::forget(task);
    tokio::time::sleep(Duration::from_millis(30)).await;
    true
}

#[tokio::test]
async fn a_spawned_task_ends_with_its_call() {
    let counters = State::new(Counters::default());
    let gate = testing::Gate::new().grant(counters.clone());
    assert_eq!(gate.call(spawns, ()).await, Ok(true));
    tokio::time::sleep(Duration::from_millis(20)).await;
    let before = counters.open.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(before > 0);
    assert_eq!(counters.open.load(Ordering::SeqCst), before, "it went on after its call");
}

/// Gives one step less time than it needs.
#[capability(read)]
async fn steps(call: &Call) -> Result<bool, Internal> {
    call.within(Duration::from_millis(20), std::future::pending::<()>()).await?;
    Ok(true)
}

#[tokio::test]
async fn a_step_ends_at_its_own_limit() {
    let error = testing::Gate::new().call(steps, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::Failed);
}
