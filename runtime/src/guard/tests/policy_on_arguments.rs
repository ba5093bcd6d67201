//! The second question to the policy: when it is asked, and what is no yes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{OnDisk, story};
use crate::approval::ApprovalRequest;
use crate::authority::State;
use crate::ledger::{Event, Memory};
use crate::policy::{Arguments, AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use crate::prelude::*;
use crate::{Code, Outcome};

#[data(input)]
struct Payment {
    #[validate(range(max = 1_000))]
    amount: u32,
}

/// Counts what it pays.
#[capability(write)]
fn pay(#[grant] paid: State<AtomicUsize>, #[input] payment: Payment) -> usize {
    paid.fetch_add(payment.amount as usize, Ordering::SeqCst)
}

type Answer = fn(Arguments<'_>) -> Result<Decision, PolicyOutage>;

/// Leaves every call to the arguments.
struct Asked(Answer);

impl Authorizer for Asked {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(Decision::OnArguments)
    }

    fn authorize_arguments(
        &self,
        request: &AuthorizationRequest<'_>,
        arguments: Arguments<'_>,
    ) -> Result<Decision, PolicyOutage> {
        assert_eq!((request.caller, request.capability.name()), (&Caller::local(), "pay"));
        (self.0)(arguments)
    }
}

/// Implements no more than it must.
struct Plain;

impl Authorizer for Plain {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(Decision::OnArguments)
    }
}

fn gate(authorizer: impl Authorizer) -> (Gate, Memory, State<AtomicUsize>) {
    let (ledger, paid) = (Memory::new(), State::new(AtomicUsize::new(0)));
    let builder = Gate::builder().capability(pay).grant(paid.clone()).authorizer(authorizer);
    (builder.ledger(OnDisk(ledger.clone())).build().unwrap(), ledger, paid)
}

#[tokio::test]
async fn the_policy_sees_the_arguments_as_their_type() {
    let (gate, _, paid) = gate(Asked(|arguments| {
        assert!(arguments.get::<u32>().is_none());
        let small = arguments.get::<Payment>().is_some_and(|payment| payment.amount <= 200);
        Ok(if small { Decision::Permit } else { Decision::Forbid })
    }));
    let me = Caller::local();
    assert!(gate.call(pay, &me, Payment { amount: 200 }).await.is_ok());
    assert!(gate.call_json("pay", &me, r#"{"amount": 200}"#).await.is_ok());
    let refused = gate.call(pay, &me, Payment { amount: 201 }).await.unwrap_err();
    assert_eq!((refused.code(), refused.outcome()), (Code::NotAuthorized, Outcome::NotStarted));
    assert_eq!(paid.load(Ordering::SeqCst), 400);
}

#[tokio::test]
async fn validate_speaks_before_the_policy_on_arguments() {
    let (gate, _, _) = gate(Asked(|_| panic!("nobody asks about what is not valid")));
    let invalid = gate.call_json("pay", &Caller::local(), r#"{"amount": 1001}"#).await.unwrap_err();
    assert_eq!(invalid.code(), Code::InvalidInput);
    let malformed = gate.call_json("pay", &Caller::local(), r#"{"amount": "x"}"#).await.unwrap_err();
    assert_eq!(malformed.code(), Code::MalformedInput);
}

#[tokio::test]
async fn the_policy_on_arguments_speaks_before_the_intent() {
    let (gate, ledger, paid) = gate(Asked(|_| Ok(Decision::Forbid)));
    let refused = gate.call(pay, &Caller::local(), Payment { amount: 1 }).await.unwrap_err();
    let events: Vec<_> = story(&gate, &ledger, &refused).await.iter().map(|record| record.event).collect();
    assert_eq!(events, [Event::CallRefused]);
    assert_eq!(paid.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn nothing_but_a_plain_permit_is_a_yes_to_arguments() {
    let answers: [Answer; 4] = [
        |_| Ok(Decision::Forbid),
        |_| Ok(Decision::OnArguments),
        |_| Err(PolicyOutage),
        |_| panic!("out of order"),
    ];
    for answer in answers {
        let (gate, _, paid) = gate(Asked(answer));
        let refused = gate.call(pay, &Caller::local(), Payment { amount: 1 }).await.unwrap_err();
        assert_eq!((refused.code(), refused.to_string().as_str()), (Code::NotAuthorized, "not authorized"));
        assert_eq!(paid.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn an_authorizer_that_does_not_look_at_arguments_permits_none() {
    let (gate, _, paid) = gate(Plain);
    let refused = gate.call(pay, &Caller::local(), Payment { amount: 1 }).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotAuthorized);
    assert_eq!(paid.load(Ordering::SeqCst), 0);
}

/// A gate whose approver says how often he was asked.
fn asked_of(authorizer: impl Authorizer) -> (Gate, Memory, Arc<AtomicUsize>) {
    let (ledger, asked) = (Memory::new(), Arc::new(AtomicUsize::new(0)));
    let count = asked.clone();
    let gate = Gate::builder()
        .capability(pay)
        .grant(State::new(AtomicUsize::new(0)))
        .authorizer(authorizer)
        .approver("supervisor", move |_: ApprovalRequest| {
            count.fetch_add(1, Ordering::SeqCst);
        })
        .ledger(OnDisk(ledger.clone()))
        .build()
        .unwrap();
    (gate, ledger, asked)
}

#[tokio::test]
async fn the_policy_on_arguments_speaks_before_the_approval() {
    let (gate, _, asked) = asked_of(Asked(|_| Ok(Decision::Forbid)));
    let refused = gate.call_json("pay", &Caller::local(), r#"{"amount": 1}"#).await.unwrap_err();
    assert_eq!((refused.code(), asked.load(Ordering::SeqCst)), (Code::NotAuthorized, 0));
}

#[tokio::test]
async fn the_approval_speaks_before_the_intent() {
    let policy = policy! {
        principal operator = local;
        principal supervisor = approver "supervisor";
        permit operator on pay when input.amount <= 5 approved by supervisor;
    };
    let (gate, ledger, asked) = asked_of(policy);
    let refused = gate.call_json("pay", &Caller::local(), r#"{"amount": 1}"#).await.unwrap_err();
    assert_eq!((refused.code(), asked.load(Ordering::SeqCst)), (Code::ApprovalRequired, 1));
    let story = story(&gate, &ledger, &refused).await;
    assert!(story.iter().all(|record| record.event != Event::CallIntent), "{story:?}");
    let forbidden = gate.call_json("pay", &Caller::local(), r#"{"amount": 6}"#).await.unwrap_err();
    assert_eq!((forbidden.code(), asked.load(Ordering::SeqCst)), (Code::NotAuthorized, 1));
}
