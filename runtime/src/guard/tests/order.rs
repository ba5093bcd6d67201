//! Which guard speaks first when more than one would refuse.

use super::{Count, add, builder, gate};
use crate::authority::State;
use crate::ledger::Memory;
use crate::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use crate::prelude::*;
use crate::{Code, Outcome};

/// Takes a text, and can be called once.
#[capability(read, rate = "1/h", burst = 1, max_input = "200B")]
fn once(#[validate(length(max = 5))] text: String) -> usize {
    text.len()
}

async fn code(gate: &Gate, name: &str, input: &str) -> Code {
    gate.call_json(name, &Caller::local(), input).await.unwrap_err().code()
}

#[tokio::test]
async fn size_speaks_before_decode_and_costs_no_rate() {
    let (gate, _) = gate(once);
    assert_eq!(code(&gate, "once", &"[".repeat(201)).await, Code::InputTooLarge);
    assert_eq!(code(&gate, "once", &"[".repeat(200)).await, Code::MalformedInput);
}

#[tokio::test]
async fn policy_speaks_before_the_throttle() {
    let gate = Gate::builder().capability(once).ledger(Memory::new()).build().unwrap();
    for _ in 0..3 {
        assert_eq!(code(&gate, "once", r#"{"text": "a"}"#).await, Code::NotAuthorized);
    }
}

#[tokio::test]
async fn the_throttle_speaks_before_decode() {
    let (gate, _) = gate(once);
    assert_eq!(code(&gate, "once", "nonsense").await, Code::MalformedInput);
    assert_eq!(code(&gate, "once", "nonsense").await, Code::RateLimited);
}

#[tokio::test]
async fn decode_speaks_before_validate() {
    let (gate, _) = gate(once);
    assert_eq!(code(&gate, "once", r#"{"text": "too long", "more": 1}"#).await, Code::MalformedInput);
}

struct Asked(Count, Decision);

impl Authorizer for Asked {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        self.0.add();
        Ok(self.1)
    }
}

#[tokio::test]
async fn the_policy_is_asked_once_for_a_call() {
    let count = Count::default();
    let gate = Gate::builder()
        .capability(add)
        .authorizer(Asked(count.clone(), Decision::Permit))
        .ledger(Memory::new())
        .build()
        .unwrap();
    assert_eq!(gate.call(add, &Caller::local(), (1, 2)).await, Ok(3));
    assert_eq!(count.get(), 1);
}

#[tokio::test]
async fn an_oversized_call_that_is_forbidden_is_told_that_alone() {
    let gate = Gate::builder()
        .capability(once)
        .authorizer(Asked(Count::default(), Decision::Forbid))
        .ledger(Memory::new())
        .build()
        .unwrap();
    let error = gate.call_json("once", &Caller::local(), "[".repeat(201)).await.unwrap_err();
    assert_eq!((error.code(), error.to_string().as_str()), (Code::NotAuthorized, "not authorized"));
}

#[tokio::test]
async fn the_ledger_knows_the_true_reason_of_what_a_caller_is_not_told() {
    let ledger = Memory::new();
    let gate = Gate::builder()
        .capability(once)
        .authorizer(Asked(Count::default(), Decision::Forbid))
        .ledger(ledger.clone())
        .build()
        .unwrap();
    let error = gate.call_json("once", &Caller::local(), "[".repeat(201)).await.unwrap_err();
    let story = super::story(&gate, &ledger, &error).await;
    assert_eq!((story[0].result, story[0].input_bytes), (Some("input_too_large"), Some(201)));
}

/// Counts how often its body runs.
#[capability(read)]
fn counted(#[grant] count: State<Count>, #[validate(range(max = 5))] number: u8) -> u8 {
    count.add();
    number
}

#[tokio::test]
async fn a_body_runs_for_good_input_alone() {
    let count = State::new(Count::default());
    let gate = builder(counted).grant(count.clone()).ledger(Memory::new()).build().unwrap();
    for input in [r#"{"number": 6}"#, r#"{"number": 5, "x": 1}"#, "", r#"{"number": 256}"#] {
        let error = gate.call_json("counted", &Caller::local(), input).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotStarted);
    }
    assert_eq!(count.get(), 0);
    assert_eq!(gate.call_json("counted", &Caller::local(), r#"{"number": 5}"#).await.unwrap(), b"5");
    assert_eq!(count.get(), 1);
}
