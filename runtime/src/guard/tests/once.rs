//! An effect with a key happens once, whatever becomes of its answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use tempfile::TempDir;

use super::{Count, OnDisk, builder};
use crate::authority::State;
use crate::call::Context;
use crate::idempotency::{IdempotencyKey, Results};
use crate::ledger::{Event, Memory};
use crate::prelude::*;
use crate::{BuildFault, CallError, Code, Outcome, Reference};

/// A bank, and what it does.
#[derive(Clone, Default)]
struct Bank {
    mode: Arc<AtomicU8>,
    paid: Count,
}

const PAYS: u8 = 0;
const IS_CLOSED: u8 = 1;
const PANICS: u8 = 2;
const IS_SLOW: u8 = 3;
const DOES_NOT_KNOW: u8 = 4;

#[failure]
enum BankFailure {
    #[public("the bank is closed", retryable)]
    Closed,
    #[public("the bank may have paid", unknown)]
    NoAnswer,
}

/// Pays back.
#[capability(write, idempotent, timeout = "300ms", rate = "1000/s", concurrency = 100)]
fn refund(
    #[grant] bank: State<Bank>,
    #[validate(range(max = 100))] amount: u32,
) -> Result<usize, BankFailure> {
    match bank.mode.load(Ordering::SeqCst) {
        IS_CLOSED => return Err(BankFailure::Closed),
        DOES_NOT_KNOW => {
            bank.paid.add();
            return Err(BankFailure::NoAnswer);
        }
        IS_SLOW => std::thread::sleep(Duration::from_millis(700)),
        _ => {}
    }
    bank.paid.add();
    let _ = amount;
    // Half-way is the worst moment.
    let divisor = usize::from(bank.mode.load(Ordering::SeqCst) != PANICS);
    Ok(bank.paid.get() / divisor)
}

/// Pays back each time that it is asked.
#[capability(write)]
fn pay_again(#[grant] bank: State<Bank>) -> usize {
    bank.paid.add();
    bank.paid.get()
}

struct Scene {
    gate: Gate,
    ledger: Memory,
    bank: Bank,
    folder: Arc<TempDir>,
}

fn scene() -> Scene {
    at(Arc::new(TempDir::new().unwrap()), Bank::default())
}

fn at(folder: Arc<TempDir>, bank: Bank) -> Scene {
    let ledger = Memory::new();
    let gate = builder(refund)
        .capability(pay_again)
        .authorizer(Permits::none().permit(Caller::local(), refund).permit(Caller::local(), pay_again))
        .ledger(OnDisk(ledger.clone()))
        .results(Results::open(folder.path().join("results")).unwrap())
        .grant(State::new(bank.clone()))
        .build()
        .unwrap();
    Scene { gate, ledger, bank, folder }
}

impl Scene {
    async fn call(&self, key: &str, input: &str) -> Result<String, CallError> {
        let context = Context::new().idempotency_key(IdempotencyKey::new(key).unwrap());
        let answer = self.gate.call_json_with("refund", &Caller::local(), input, context).await?;
        Ok(String::from_utf8(answer).unwrap())
    }

    async fn refused(&self, key: &str) -> (Code, String) {
        let error = self.call(key, r#"{"amount": 5}"#).await.unwrap_err();
        (error.code(), error.to_string())
    }

    /// The next process, after this one came to its end.
    fn restarted(self) -> Scene {
        let Scene { gate, bank, folder, .. } = self;
        drop(gate);
        at(folder, bank)
    }
}

#[tokio::test]
async fn the_same_key_gets_the_first_answer_and_the_body_runs_once() {
    let scene = scene();
    assert_eq!(scene.call("a", r#"{"amount": 5}"#).await.unwrap(), "1");
    assert_eq!(scene.call("a", r#"{ "amount":5 }"#).await.unwrap(), "1");
    assert_eq!(scene.call("b", r#"{"amount": 5}"#).await.unwrap(), "2");
    assert_eq!(scene.bank.paid.get(), 2);

    let scene = scene.restarted();
    assert_eq!(scene.call("a", r#"{"amount": 5}"#).await.unwrap(), "1");
    assert_eq!(scene.bank.paid.get(), 2);
}

#[tokio::test]
async fn the_ledger_shows_that_a_call_got_the_answer_of_another() {
    let scene = scene();
    scene.call("a", r#"{"amount": 5}"#).await.unwrap();
    scene.call("a", r#"{"amount": 5}"#).await.unwrap();
    scene.gate.flush().await.unwrap();
    let records = scene.ledger.records();
    let finished: Vec<_> = records.iter().filter(|record| record.event == Event::CallFinished).collect();
    assert_eq!(finished[0].repeats, None);
    assert_eq!(finished[1].repeats, finished[0].reference);
    assert_eq!(finished[1].result, Some("answered"));
    assert_eq!(records.iter().filter(|record| record.event == Event::CallIntent).count(), 1);
}

#[tokio::test]
async fn another_call_needs_another_key() {
    let scene = scene();
    scene.call("a", r#"{"amount": 5}"#).await.unwrap();
    let error = scene.call("a", r#"{"amount": 6}"#).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::IdempotencyConflict, Outcome::NotStarted));
    assert!(!error.is_retryable());
    assert_eq!(scene.bank.paid.get(), 1);
}

#[tokio::test]
async fn a_call_that_failed_may_be_made_again_with_its_key() {
    let scene = scene();
    scene.bank.mode.store(IS_CLOSED, Ordering::SeqCst);
    assert!(matches!(scene.call("a", r#"{"amount": 5}"#).await, Err(CallError::Failed(_))));
    scene.bank.mode.store(PAYS, Ordering::SeqCst);
    assert_eq!(scene.call("a", r#"{"amount": 5}"#).await.unwrap(), "1");
}

#[tokio::test]
async fn what_is_refused_before_the_body_uses_up_no_key() {
    let scene = scene();
    for input in [r#"{"amount": 101}"#, "{", r#"{"amount": "5"}"#] {
        let error = scene.call("a", input).await.unwrap_err();
        assert!(matches!(error.code(), Code::InvalidInput | Code::MalformedInput), "{error:?}");
    }
    assert_eq!(scene.call("a", r#"{"amount": 5}"#).await.unwrap(), "1");
}

#[tokio::test]
async fn after_a_panic_nobody_knows_and_the_body_does_not_run_again() {
    let scene = scene();
    scene.bank.mode.store(PANICS, Ordering::SeqCst);
    let first = scene.call("a", r#"{"amount": 5}"#).await.unwrap_err();
    assert_eq!(first.code(), Code::Panicked);
    scene.bank.mode.store(PAYS, Ordering::SeqCst);
    let scene = scene.restarted();
    let (code, text) = scene.refused("a").await;
    assert_eq!(code, Code::OutcomeUnknown);
    assert!(text.contains(&first.reference().to_string()), "{text}");
    assert_eq!(scene.bank.paid.get(), 1);
}

#[tokio::test]
async fn after_a_failure_that_does_not_know_the_body_does_not_run_again() {
    let scene = scene();
    scene.bank.mode.store(DOES_NOT_KNOW, Ordering::SeqCst);
    let first = scene.call("a", r#"{"amount": 5}"#).await.unwrap_err();
    assert_eq!(
        (first.code(), first.outcome(), first.is_retryable()),
        (Code::Failed, Outcome::Unknown, false)
    );
    scene.bank.mode.store(PAYS, Ordering::SeqCst);
    assert_eq!(scene.refused("a").await.0, Code::OutcomeUnknown);
    let scene = scene.restarted();
    assert_eq!(scene.refused("a").await.0, Code::OutcomeUnknown);
    assert_eq!(scene.bank.paid.get(), 1);
}

/// Says what it would send along.
#[capability(write, idempotent)]
fn token(call: &Call, #[validate(range(max = 9))] number: u8) -> String {
    let _ = number;
    call.idempotency_token().unwrap_or_default()
}

/// Says it, too.
#[capability(write, idempotent)]
fn other_token(call: &Call) -> String {
    call.idempotency_token().unwrap_or_default()
}

#[tokio::test]
async fn a_token_is_the_same_for_one_caller_capability_and_key_alone_and_tells_nothing_of_them() {
    let callers = [Caller::local(), crate::testing::caller("alice")];
    let permits = callers.iter().fold(Permits::none(), |permits, caller| {
        permits.permit(caller.clone(), token).permit(caller.clone(), other_token)
    });
    let gate = || {
        let builder = Gate::builder().capability(token).capability(other_token).authorizer(permits.clone());
        builder.ledger(Memory::new()).for_tests().build().unwrap()
    };
    let (one, restarted) = (gate(), gate());
    let said = async |gate: &Gate, name: &str, caller: &Caller, key: Option<&str>| {
        let context = match key {
            Some(key) => Context::new().idempotency_key(IdempotencyKey::new(key).unwrap()),
            None => Context::new(),
        };
        let input = if name == "token" { r#"{"number": 1}"# } else { "{}" };
        String::from_utf8(gate.call_json_with(name, caller, input, context).await.unwrap()).unwrap()
    };
    let first = said(&one, "token", &callers[0], Some("key-of-alice")).await;
    assert_eq!(first.len(), 64 + 2);
    assert!(first.trim_matches('"').bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(said(&restarted, "token", &callers[0], Some("key-of-alice")).await, first);
    for (name, caller, key) in [
        ("token", &callers[0], Some("key-of-bob")),
        ("token", &callers[1], Some("key-of-alice")),
        ("other_token", &callers[0], Some("key-of-alice")),
        ("token", &callers[0], None),
    ] {
        assert_ne!(said(&one, name, caller, key).await, first);
    }
    assert_eq!(said(&one, "token", &callers[0], None).await, "\"\"");
}

#[tokio::test]
async fn an_answer_that_came_too_late_is_there_for_the_next_call() {
    let scene = scene();
    scene.bank.mode.store(IS_SLOW, Ordering::SeqCst);
    let late = scene.call("a", r#"{"amount": 5}"#).await.unwrap_err();
    assert_eq!((late.code(), late.outcome()), (Code::DeadlineExceeded, Outcome::Unknown));
    let running = scene.call("a", r#"{"amount": 5}"#).await.unwrap_err();
    assert_eq!((running.code(), running.is_retryable()), (Code::IdempotencyPending, true));
    let answer = loop {
        match scene.call("a", r#"{"amount": 5}"#).await {
            Err(error) if error.code() == Code::IdempotencyPending => {
                tokio::time::sleep(Duration::from_millis(10)).await
            }
            other => break other,
        }
    };
    assert_eq!(answer.unwrap(), "1");
    assert_eq!(scene.bank.paid.get(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_calls_with_one_key_at_once_one_pays() {
    let scene = Arc::new(scene());
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let scene = scene.clone();
            tokio::spawn(async move { scene.call("a", r#"{"amount": 5}"#).await })
        })
        .collect();
    let mut answered = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(answer) => {
                assert_eq!(answer, "1");
                answered += 1;
            }
            Err(error) => assert_eq!(error.code(), Code::IdempotencyPending, "{error:?}"),
        }
    }
    assert!(answered >= 1);
    assert_eq!(scene.bank.paid.get(), 1);
}

#[tokio::test]
async fn a_capability_that_keeps_no_results_refuses_a_key() {
    let scene = scene();
    let context = || Context::new().idempotency_key(IdempotencyKey::new("a").unwrap());
    let local = Caller::local();
    let error = scene.gate.call_json_with("pay_again", &local, "{}", context()).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::IdempotencyUnsupported, Outcome::NotStarted));
    assert_eq!(scene.bank.paid.get(), 0);
    // Whoever may not call it learns nothing of it.
    let stranger = crate::testing::caller("stranger");
    let error = scene.gate.call_json_with("pay_again", &stranger, "{}", context()).await.unwrap_err();
    assert_eq!(error.code(), Code::NotAuthorized);
}

#[tokio::test]
async fn a_call_without_a_key_runs_each_time() {
    let scene = scene();
    for expected in ["1", "2"] {
        let answer = scene.gate.call_json("refund", &Caller::local(), r#"{"amount": 5}"#).await.unwrap();
        assert_eq!(answer, expected.as_bytes());
    }
}

#[test]
fn a_gate_that_has_nowhere_to_keep_results_is_not_built() {
    let error = builder(refund).ledger(OnDisk(Memory::new())).grant(State::new(Bank::default())).build();
    assert_eq!(error.unwrap_err().faults(), [BuildFault::NoResults { capability: "refund" }]);
}

#[test]
fn a_reference_is_read_as_it_is_written() {
    let reference = Reference::new(std::time::SystemTime::now());
    assert_eq!(Reference::parse(&reference.to_string()), Some(reference));
    assert_eq!(Reference::parse("not a reference"), None);
}
