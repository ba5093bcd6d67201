//! Each limit at its edge: the last that passes, the first that does not, and what the caller is told.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use super::{builder, gate};
use crate::authority::State;
use crate::clock::Clock;
use crate::ledger::Memory;
use crate::prelude::*;
use crate::{CallError, Code, Refusal};

fn refusal(error: CallError) -> Refusal {
    match error {
        CallError::Refused(refusal) => refusal,
        CallError::Failed(failure) => panic!("{failure:?}"),
    }
}

/// Repeats a letter.
#[capability(
    read,
    max_input = "40B",
    max_output = "100B",
    allow(unbounded_memory, reason = "the output is to be too large")
)]
fn letters(count: usize) -> String {
    "x".repeat(count)
}

#[tokio::test]
async fn input_may_be_as_large_as_the_limit() {
    let (gate, _) = gate(letters);
    let input = |bytes: usize| format!("{:width$}", r#"{"count": 1}"#, width = bytes);
    assert!(gate.call_json("letters", &Caller::local(), input(40)).await.is_ok());
    let refusal = refusal(gate.call_json("letters", &Caller::local(), input(41)).await.unwrap_err());
    assert_eq!(
        (refusal.code, refusal.message.as_ref()),
        (Code::InputTooLarge, "the input is larger than 40 bytes")
    );
    assert!(!refusal.retryable);
}

#[tokio::test]
async fn output_may_be_as_large_as_the_limit() {
    let (gate, ledger) = gate(letters);
    assert_eq!(gate.call(letters, &Caller::local(), (98,)).await.unwrap().len(), 98);
    assert_eq!(gate.call_json("letters", &Caller::local(), r#"{"count": 98}"#).await.unwrap().len(), 100);
    let typed = refusal(gate.call(letters, &Caller::local(), (99,)).await.unwrap_err());
    let json = refusal(gate.call_json("letters", &Caller::local(), r#"{"count": 99}"#).await.unwrap_err());
    assert_eq!((typed.code, json.code), (Code::OutputTooLarge, Code::OutputTooLarge));
    assert_eq!(typed.message, "the answer is larger than 100 bytes; ask for less");
    gate.flush().await.unwrap();
    let sizes: Vec<_> = ledger.records().iter().filter_map(|record| record.output_bytes).collect();
    assert_eq!(sizes, [100, 100], "of the typed answer and of the other");
}

/// Answers with a number that JSON does not have.
#[capability(read)]
fn infinite() -> f64 {
    f64::INFINITY
}

#[tokio::test]
async fn what_cannot_be_encoded_is_withheld() {
    let (gate, _) = gate(infinite);
    let typed = refusal(gate.call(infinite, &Caller::local(), ()).await.unwrap_err());
    let json = refusal(gate.call_json("infinite", &Caller::local(), "{}").await.unwrap_err());
    assert_eq!((typed.code, json.code), (Code::OutputWithheld, Code::OutputWithheld));
}

#[data(output)]
#[derive(Debug)]
struct Short {
    #[validate(length(max = 3))]
    text: String,
}

/// Breaks its own promise beyond three letters.
#[capability(read, allow(unbounded_memory, reason = "the output is to be too large"))]
fn short(count: usize) -> Short {
    Short { text: "x".repeat(count) }
}

#[tokio::test]
async fn an_output_that_breaks_its_own_bounds_is_withheld() {
    let (gate, ledger) = gate(short);
    assert!(gate.call(short, &Caller::local(), (3,)).await.is_ok());
    let error = gate.call(short, &Caller::local(), (4,)).await.unwrap_err();
    assert_eq!(error.code(), Code::OutputWithheld);
    let story = super::story(&gate, &ledger, &error).await;
    assert_eq!(story[0].reason.as_deref(), Some("/text length"));
}

/// A clock that a test moves.
#[derive(Clone)]
struct Moved {
    begin: Instant,
    passed: Arc<Mutex<Duration>>,
}

impl Moved {
    fn new() -> Self {
        Moved { begin: Instant::now(), passed: Arc::default() }
    }

    fn advance(&self, by: Duration) {
        *self.passed.lock().unwrap() += by;
    }
}

impl Clock for Moved {
    fn now(&self) -> Instant {
        self.begin + *self.passed.lock().unwrap()
    }

    fn utc(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + *self.passed.lock().unwrap()
    }
}

/// Twice at once, then one in ten seconds.
#[capability(read, rate = "6/min", burst = 2)]
fn seldom() {}

#[tokio::test]
async fn a_rate_lets_a_burst_through_and_then_one_in_its_interval() {
    let clock = Moved::new();
    let gate = builder(seldom).ledger(Memory::new()).clock(clock.clone()).build().unwrap();
    let call = async || gate.call(seldom, &Caller::local(), ()).await;
    assert!(call().await.is_ok());
    assert!(call().await.is_ok());
    let refused = refusal(call().await.unwrap_err());
    assert_eq!((refused.code, refused.retry_after), (Code::RateLimited, Some(Duration::from_secs(10))));
    assert!(refused.retryable);
    clock.advance(Duration::from_millis(9_999));
    let refused = refusal(call().await.unwrap_err());
    assert_eq!(refused.retry_after, Some(Duration::from_millis(1)));
    clock.advance(Duration::from_millis(1));
    assert!(call().await.is_ok());
    assert!(call().await.is_err());
}

#[tokio::test]
async fn a_record_bears_the_time_of_the_gates_clock() {
    let (clock, ledger) = (Moved::new(), Memory::new());
    let gate = builder(seldom).ledger(ledger.clone()).clock(clock.clone()).build().unwrap();
    clock.advance(Duration::from_secs(7));
    gate.call(seldom, &Caller::local(), ()).await.unwrap();
    gate.flush().await.unwrap();
    assert_eq!(ledger.records()[1].time, SystemTime::UNIX_EPOCH + Duration::from_secs(7));
}

/// Waits until it is told.
#[capability(read, concurrency = 1)]
async fn waits(#[grant] told: State<tokio::sync::Notify>) {
    told.notified().await;
}

#[tokio::test]
async fn what_is_beyond_the_permits_is_refused_and_not_queued() {
    let told = State::new(tokio::sync::Notify::new());
    let gate = builder(waits).grant(told.clone()).ledger(Memory::new()).build().unwrap();
    assert_eq!(gate.free_permits(waits), Some(1));
    let caller = Caller::local();
    let first = gate.call(waits, &caller, ());
    let second = async {
        let refused = refusal(gate.call(waits, &caller, ()).await.unwrap_err());
        assert_eq!((refused.code, refused.retry_after), (Code::Overloaded, Some(Duration::from_millis(100))));
        assert!(refused.retryable);
        assert_eq!(gate.free_permits(waits), Some(0));
        told.notify_one();
    };
    assert!(tokio::join!(first, second).0.is_ok());
    assert_eq!(gate.free_permits(waits), Some(1));
}

/// Lets a task add.
#[capability(read)]
async fn with_a_task(call: &Call) -> Result<u32, Internal> {
    Ok(call.spawn(async { 2 }).await?)
}

#[tokio::test]
async fn a_body_gets_what_its_task_came_to() {
    let (gate, _) = gate(with_a_task);
    assert_eq!(gate.call(with_a_task, &Caller::local(), ()).await.unwrap(), 2);
}
