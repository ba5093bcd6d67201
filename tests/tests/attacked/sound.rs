//! Where nothing is broken nothing is found, and what is not attacked is told.

use portcullis::approval::ApprovalRequest;
use portcullis::bound::ValidationError;
use portcullis::prelude::*;
use portcullis::testing::{self, attack};
use portcullis::{Caller, Code, Email, Money, Personal};
use portcullis_tests::{Trusted, guarding};

use super::shop::{self, attacked};

#[tokio::test]
async fn a_sound_gate_holds_under_every_attack() {
    let report = shop::attacking(shop::gate()).run().await;
    assert!(report.is_clean(), "{report}");
    assert!(report.calls() > 1_000, "{report}");
    println!("{report}");
}

#[tokio::test]
async fn an_attack_is_the_same_at_every_run() {
    let (first, second) = (attacked("refund", shop::gate()).await, attacked("refund", shop::gate()).await);
    // Whether a call that is dropped was over before that is nobody's to say.
    assert_eq!(first.calls(), second.calls());
    assert!(first.is_clean() && second.is_clean());
}

#[tokio::test]
async fn without_leave_no_body_with_an_effect_runs() {
    use std::sync::atomic::{AtomicU32, Ordering};
    static RUNS: AtomicU32 = AtomicU32::new(0);
    /// Counts.
    #[capability(write, allow(global_state, reason = "the test counts how often it ran"))]
    fn change(#[validate(range(max = 9))] number: u32, text: Option<bool>) -> u32 {
        RUNS.fetch_add(1, Ordering::SeqCst);
        number + u32::from(text.is_some())
    }
    let gate = || guarding(change).ledger(Trusted(Memory::new())).build().unwrap();
    let report = attack(gate()).run().await;
    assert!(report.is_clean() && report.calls() > 100, "{report}");
    assert_eq!(RUNS.load(Ordering::SeqCst), 0);
    assert!(report.to_string().contains("`.with_effects()` sends them"), "{report}");
    let report = attack(gate()).with_effects().run().await;
    assert!(report.is_clean(), "{report}");
    assert!(RUNS.load(Ordering::SeqCst) > 10);
}

#[tokio::test]
async fn after_an_attack_the_gates_clock_goes_on() {
    let gate = shop::gate();
    let _ = attack(&gate).only("find_orders/valid").run().await;
    for _ in 0..5 {
        assert!(gate.call(shop::refund, &Caller::local(), (1,)).await.is_ok());
    }
}

/// What only its author knows.
fn knows(word: &str) -> Result<(), ValidationError> {
    if word == "sesame" { Ok(()) } else { Err(ValidationError::new("unknown")) }
}

/// Takes what no schema tells.
#[capability(read)]
fn guess(#[validate(length(max = 8), custom(function = knows))] word: String) -> usize {
    word.len()
}

#[tokio::test]
async fn a_capability_for_which_no_input_can_be_made_is_told_and_a_sample_mends_it() {
    let gate = guarding(guess).ledger(Memory::new()).build().unwrap();
    let report = attack(&gate).run().await;
    assert!(report.findings().is_empty() && !report.is_clean(), "{report}");
    assert!(report.to_string().contains(".sample(guess,"), "{report}");
    let report = attack(&gate).sample(guess, r#"{"word": "sesame"}"#).run().await;
    assert!(report.is_clean(), "{report}");
    let report = attack(&gate).sample(guess, r#"{"word": "sesam"}"#).run().await;
    assert!(report.to_string().contains("the sample that was given is not accepted"), "{report}");
}

/// Guesses.
struct Guesses;

#[secure_plugin(name = "guesses")]
impl Guesses {
    /// Takes what no schema tells.
    #[capability(read)]
    fn guess(#[validate(length(max = 8), custom(function = knows))] word: String) -> usize {
        word.len()
    }
}

#[tokio::test]
async fn a_sample_for_a_method_of_a_plugin_is_asked_for_by_a_path_and_once() {
    let permits = Permits::none().permit(Caller::local(), Guesses::guess);
    let gate = Gate::builder().plugin(Guesses).authorizer(permits).ledger(Memory::new()).build().unwrap();
    let told = attack(&gate).run().await.to_string();
    assert_eq!(told.matches(".sample(").count(), 1, "{told}");
    assert!(told.contains(".sample(…::guess, "), "{told}");
    let report = attack(&gate).sample(Guesses::guess, r#"{"word": "sesame"}"#).run().await;
    assert!(report.is_clean(), "{report}");
}

/// Pays back.
#[capability(write)]
fn pay_back(amount: Money, to: Personal<Email>) -> usize {
    to.expose().as_str().len() + amount.to_string().len()
}

#[tokio::test]
async fn inputs_of_ready_types_are_made_without_a_sample() {
    let gate = guarding(pay_back).ledger(Trusted(Memory::new())).build().unwrap();
    let report = attack(&gate).with_effects().run().await;
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn a_capability_that_none_of_the_callers_may_call_is_told() {
    let report = attack(shop::gate()).caller(testing::caller("eve")).run().await;
    assert!(!report.is_clean() && report.to_string().contains("name one with `.caller(..)`"), "{report}");
}

#[tokio::test]
async fn attacks_that_there_is_no_time_for_are_told() {
    let report = attack(shop::gate()).budget(std::time::Duration::ZERO).run().await;
    assert!(!report.is_clean() && report.to_string().contains("`.budget(..)`"), "{report}");
}

#[tokio::test]
async fn an_attack_is_made_alone_by_its_name() {
    let report = attack(shop::gate()).only("find_orders/repeated-field/customer/escaped").run().await;
    assert!(report.is_clean() && report.calls() < 20, "{report}");
    let report = attack(shop::gate()).only("find_orders/no-such-attack").run().await;
    assert!(!report.is_clean(), "{report}");
    // Of another gate.
    let report = attack(shop::gate()).only("other/valid").run().await;
    assert!(report.is_clean() && report.calls() == 0, "{report}");
}

/// Deletes an account.
#[capability(destructive, approval)]
fn delete_account(#[validate(range(min = 1, max = 9))] number: u32) -> u32 {
    number
}

#[tokio::test]
async fn what_needs_an_approval_is_attacked_up_to_there() {
    let gate = guarding(delete_account)
        .approver("desk", |_: ApprovalRequest| {})
        .ledger(Trusted(Memory::new()))
        .build()
        .unwrap();
    let report = attack(&gate).with_effects().run().await;
    assert!(report.is_clean(), "{report}");
    assert!(report.to_string().contains(Code::ApprovalRequired.as_str()), "{report}");
}

/// One at a time, and seldom.
#[capability(read, concurrency = 1, rate = "1/h", burst = 1, breaker(failures = 1, cooldown = "10min"))]
fn seldom(#[validate(range(max = 9))] number: u8) -> u8 {
    number
}

#[tokio::test]
async fn limits_that_let_hardly_anything_through_hold_up_no_attack() {
    let gate = guarding(seldom).ledger(Memory::new()).build().unwrap();
    let report = attack(&gate).run().await;
    assert!(report.is_clean() && report.calls() > 200, "{report}");
}
