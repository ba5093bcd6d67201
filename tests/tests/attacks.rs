//! Attacks at the gate, each of which worked on a real system of this kind.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::{Code, Outcome, State, testing};
use serde_json::Value;

/// Greets somebody.
#[capability(read)]
fn greet(#[validate(length(max = 20))] name: String, times: u8) -> String {
    name.repeat(usize::from(times))
}

/// Divides, and panics as the language does.
#[capability(read)]
fn divide(a: i64, b: i64) -> i64 {
    a / b
}

/// Panics with a text that nobody may read.
#[capability(read, allow(panic_in_body, reason = "shows what becomes of a panic"))]
async fn explode(#[validate(length(max = 40))] text: String) -> i64 {
    panic!("the password is {text}");
}

/// Answers with as many letters as it is asked for.
#[capability(read, max_output = "1KiB")]
fn letters(#[validate(range(max = 10_000))] count: usize) -> String {
    "x".repeat(count)
}

/// Waits.
#[capability(read, timeout = "100ms", concurrency = 2, rate = "1000/s")]
async fn wait(#[validate(range(max = 10_000))] milliseconds: u64) -> u64 {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    milliseconds
}

/// Counts its own calls.
#[capability(read, rate = "10/min", burst = 3)]
fn count(#[grant] calls: State<AtomicU32>) -> u32 {
    calls.fetch_add(1, Ordering::SeqCst)
}

#[failure]
enum Refused {
    #[public("no such order")]
    Unknown(#[source] std::io::Error),
}

/// Fails with a source that nobody may read.
#[capability(read)]
fn lookup(#[validate(length(max = 40))] key: String) -> Result<String, Refused> {
    Err(Refused::Unknown(std::io::Error::other(format!("no row for {key} on 10.0.0.7"))))
}

fn text(error: &portcullis::CallError) -> String {
    serde_json::to_string(error).unwrap() + &format!("{error} {error:?}")
}

#[tokio::test]
async fn a_tool_that_panics_answers_its_client() {
    let gate = testing::Gate::new();
    let error = gate.call_json(divide, r#"{"a": 1, "b": 0}"#).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::Panicked, Outcome::NoEffect));
    assert_eq!(gate.call(divide, (6, 3)).await, Ok(2), "the next call is served");
}

#[tokio::test]
async fn a_panic_never_reaches_the_caller() {
    let gate = testing::Gate::new();
    let error = gate.call(explode, ("hunter2-in-the-payload".into(),)).await.unwrap_err();
    assert!(!text(&error).contains("hunter2"), "{error:?}");
    let records = gate.records().await;
    assert!(!format!("{records:?}").contains("hunter2"), "{records:?}");
    let record = records.last().unwrap();
    assert!(record.reason.as_deref().unwrap().contains("attacks.rs"), "the place is kept: {record:?}");
}

#[tokio::test]
async fn a_type_error_never_echoes_the_secret_that_was_sent() {
    let gate = testing::Gate::new();
    for input in [
        r#"{"name": "a", "times": "canary-4711"}"#,
        r#"{"name": ["canary-4711"], "times": 1}"#,
        r#"{"name": "canary-4711-that-is-too-long-for-this", "times": 1}"#,
        r#"{"name": "a", "times": 1, "canary-4711": true}"#,
        r#"{"name": "a", "times": 4711471147114711}"#,
        r#"{"name": "canary-4711\u0000", "times": 1}"#,
        r#"{"canary-4711": 1, "canary-4711": 2}"#,
        r#""canary-4711""#,
        r#"{"name": "canary-4711"#,
    ] {
        let error = gate.call_json(greet, input).await.unwrap_err();
        assert!(!text(&error).contains("4711"), "{input} gave {error:?}");
        let records = gate.records().await;
        assert!(!format!("{records:?}").contains("4711"), "{records:?}");
    }
}

#[tokio::test]
async fn an_unknown_argument_is_refused() {
    let gate = testing::Gate::new();
    let error = gate.call_json(greet, r#"{"name": "a", "times": 1, "admin": true}"#).await.unwrap_err();
    assert_eq!(error.code(), Code::MalformedInput);
    assert_eq!(error.fields()[0].rule, "unknown_field");
}

#[tokio::test]
async fn a_repeated_key_is_refused() {
    let gate = testing::Gate::new();
    for input in
        [r#"{"name": "a", "times": 1, "times": 200}"#, r#"{"name": "a", "times": 1, "t\u0069mes": 200}"#]
    {
        let error = gate.call_json(greet, input).await.unwrap_err();
        assert_eq!((error.code(), &*error.fields()[0].rule), (Code::MalformedInput, "repeated_key"));
    }
}

#[tokio::test]
async fn positional_arguments_are_refused() {
    let error = testing::Gate::new().call_json(greet, r#"["a", 1]"#).await.unwrap_err();
    assert_eq!(error.code(), Code::MalformedInput);
}

#[tokio::test]
async fn every_broken_field_is_named_at_once_and_no_value() {
    let gate = testing::Gate::new();
    let error =
        gate.call_json(greet, format!(r#"{{"name": "{}", "times": 1}}"#, "z".repeat(21))).await.unwrap_err();
    let json: Value = serde_json::to_value(&error).unwrap();
    assert_eq!(json["fields"], serde_json::json!([{"path": "/name", "rule": "length", "max": 20}]));
    assert_eq!(
        (json["code"].as_str(), json["outcome"].as_str()),
        (Some("invalid_input"), Some("not_started"))
    );
}

#[tokio::test]
async fn a_typed_call_is_validated_like_a_json_one() {
    let error = testing::Gate::new().call(greet, ("z".repeat(21), 1)).await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidInput);
}

#[tokio::test]
async fn an_oversized_input_is_refused_before_it_is_parsed() {
    let gate = testing::Gate::new();
    let error = gate.call_json(greet, "[".repeat(1_000_000)).await.unwrap_err();
    assert_eq!(error.code(), Code::InputTooLarge);
}

#[tokio::test]
async fn an_oversized_output_never_leaves() {
    let gate = testing::Gate::new();
    assert!(gate.call(letters, (1022,)).await.is_ok());
    let typed = gate.call(letters, (1023,)).await.unwrap_err();
    let json = gate.call_json(letters, r#"{"count": 1023}"#).await.unwrap_err();
    assert_eq!((typed.code(), json.code()), (Code::OutputTooLarge, Code::OutputTooLarge));
}

#[tokio::test]
async fn the_time_out_that_is_declared_is_kept() {
    let gate = testing::Gate::new();
    let error = gate.call(wait, (5_000,)).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::DeadlineExceeded, Outcome::NoEffect));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_concurrency_that_is_declared_is_kept() {
    let gate = testing::Gate::new();
    let answers = tokio::join!(gate.call(wait, (50,)), gate.call(wait, (50,)), gate.call(wait, (50,)));
    let codes = [answers.0, answers.1, answers.2].map(|answer| answer.err().map(|error| error.code()));
    assert_eq!(codes.iter().filter(|code| **code == Some(Code::Overloaded)).count(), 1, "{codes:?}");
    assert!(gate.call(wait, (1,)).await.is_ok(), "the permits come back");
}

#[tokio::test]
async fn the_rate_that_is_declared_is_kept() {
    let gate = testing::Gate::new().grant(State::new(AtomicU32::new(0)));
    for _ in 0..3 {
        assert!(gate.call(count, ()).await.is_ok());
    }
    let error = gate.call(count, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::RateLimited);
    let json = serde_json::to_value(&error).unwrap();
    assert_eq!(json["retry_after_ms"], 6_000, "ten a minute is one in six seconds");
    gate.clock().advance(Duration::from_secs(6));
    assert_eq!(gate.call(count, ()).await, Ok(3), "and the refused call never ran");
}

fn gate_for(alice: &Caller) -> (portcullis::Gate, Memory) {
    let ledger = Memory::new();
    let gate = portcullis::Gate::builder()
        .capability(greet)
        .capability(divide)
        .authorizer(Permits::none().permit(alice.clone(), greet))
        .ledger(ledger.clone())
        .build()
        .unwrap();
    (gate, ledger)
}

#[tokio::test]
async fn denials_are_audited() {
    let (gate, ledger) = gate_for(&testing::caller("alice"));
    let error = gate.call_json("divide", &testing::caller("mallory"), "{}").await.unwrap_err();
    gate.flush().await.unwrap();
    let record =
        ledger.records().into_iter().find(|record| record.reference == Some(error.reference())).unwrap();
    assert_eq!((record.event.as_str(), record.result), ("call.refused", Some("not_authorized")));
    assert_eq!(record.caller.unwrap().to_string(), "test:mallory");
}

#[tokio::test]
async fn a_forbidden_capability_looks_like_one_that_does_not_exist() {
    let (gate, _) = gate_for(&testing::caller("alice"));
    let mallory = testing::caller("mallory");
    let mut answers = Vec::new();
    for (name, input) in [
        ("divide", "{}".to_owned()),
        ("nothing", "{}".to_owned()),
        ("divide", "9".repeat(1_000_000)),
        ("nothing", "9".repeat(1_000_000)),
    ] {
        let error = gate.call_json(name, &mallory, input).await.unwrap_err();
        let mut json = serde_json::to_value(&error).unwrap();
        json["reference"].take();
        answers.push(json);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    assert_eq!(answers[0]["code"], "not_authorized");
    let offered: Vec<_> = gate.capabilities(&mallory).map(|descriptor| descriptor.name).collect();
    assert!(offered.is_empty(), "{offered:?}");
}

#[tokio::test]
async fn nobody_may_call_anything_unless_it_is_said() {
    let gate = portcullis::Gate::builder().capability(divide).ledger(Memory::new()).build().unwrap();
    let error = gate.call(divide, &Caller::local(), (1, 1)).await.unwrap_err();
    assert_eq!(error.code(), Code::NotAuthorized);
}

struct Broken(fn() -> Result<Decision, PolicyOutage>);

impl Authorizer for Broken {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        (self.0)()
    }
}

#[tokio::test]
async fn a_policy_that_is_away_or_panics_permits_nothing() {
    for answer in [(|| Err(PolicyOutage)) as fn() -> _, || Ok(Decision::Forbid), || panic!("out of order")] {
        let gate = portcullis::Gate::builder()
            .capability(divide)
            .authorizer(Broken(answer))
            .ledger(Memory::new())
            .build()
            .unwrap();
        let error = gate.call(divide, &Caller::local(), (1, 1)).await.unwrap_err();
        assert_eq!(error.code(), Code::NotAuthorized);
    }
}

#[tokio::test]
async fn a_permit_for_one_capability_is_none_for_another_of_the_same_name() {
    mod other {
        use portcullis::prelude::*;

        /// Another one of this name.
        #[capability(read, name = "divide")]
        pub(super) fn separate(a: i64, b: i64) -> i64 {
            a - b
        }
    }
    let gate = portcullis::Gate::builder()
        .capability(divide)
        .authorizer(Permits::none().permit(Caller::local(), other::separate))
        .ledger(Memory::new())
        .build()
        .unwrap();
    let error = gate.call_json("divide", &Caller::local(), r#"{"a": 1, "b": 1}"#).await.unwrap_err();
    assert_eq!(error.code(), Code::NotAuthorized);
}

#[tokio::test]
async fn a_failure_tells_its_public_text_and_nothing_of_its_source() {
    let gate = testing::Gate::new();
    let error = gate.call(lookup, ("canary-4711".into(),)).await.unwrap_err();
    assert_eq!(error.to_string(), "no such order");
    assert!(!text(&error).contains("10.0.0.7") && !text(&error).contains("4711"));
    let records = gate.records().await;
    assert!(!format!("{records:?}").contains("4711"), "{records:?}");
    assert_eq!(records.last().unwrap().reason.as_deref(), Some("Unknown"));
}

#[tokio::test]
async fn a_ledger_that_fails_closes_the_gate() {
    struct Full(Arc<AtomicU32>);
    impl portcullis::ledger::Ledger for Full {
        fn append(&mut self, _: &[portcullis::ledger::Record]) -> std::io::Result<()> {
            // The gate's own first record is kept.
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => Ok(()),
                _ => Err(std::io::ErrorKind::StorageFull.into()),
            }
        }
        fn sync(&mut self) -> std::io::Result<()> {
            Ok(())
        }
        fn is_durable(&self) -> bool {
            true
        }
    }
    let gate = portcullis::Gate::builder()
        .capability(divide)
        .authorizer(Permits::none().permit(Caller::local(), divide))
        .ledger(Full(Arc::default()))
        .build()
        .unwrap();
    assert!(
        gate.call(divide, &Caller::local(), (1, 1)).await.is_ok(),
        "a read is answered once its record is queued"
    );
    assert!(gate.flush().await.is_err());
    let error = gate.call(divide, &Caller::local(), (1, 1)).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::AuditUnavailable, Outcome::NotStarted));
}

#[tokio::test]
async fn a_gate_without_a_ledger_is_not_built() {
    let error = portcullis::Gate::builder().capability(divide).build().unwrap_err();
    assert_eq!(error.faults(), [portcullis::BuildFault::NoLedger]);
}

/// Changes something.
#[capability(write)]
fn change() {}

#[tokio::test]
async fn a_gate_with_effects_is_not_built_on_a_ledger_that_forgets() {
    let error = portcullis::Gate::builder().capability(change).ledger(Memory::new()).build().unwrap_err();
    assert_eq!(error.faults(), [portcullis::BuildFault::LedgerNotDurable { capability: "change" }]);
}

#[tokio::test]
async fn a_gate_names_all_that_is_wrong_at_once() {
    let error = portcullis::Gate::builder()
        .capability(count)
        .capability(divide)
        .capability(divide)
        .grant(State::new(1_u8))
        .grant(State::new(2_u8))
        .build()
        .unwrap_err();
    assert_eq!(error.faults().len(), 4, "{error}");
}
