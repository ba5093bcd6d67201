//! Attacks on the question who may call what, each of which worked on a real system of this kind.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use portcullis::call::Context;
use portcullis::policy::{Arguments, AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::{Code, State, testing};

/// A payment, with the forms in which callers send it.
#[data(input)]
#[derive(Clone)]
struct Payment {
    #[serde(alias = "sum")]
    amount: u32,
    #[serde(default = "the_house")]
    #[validate(length(max = 40))]
    to: String,
}

fn the_house() -> String {
    "house".into()
}

/// Pays, and says what and to whom.
#[capability(read, rate = "1000/s")]
fn pay(#[grant] runs: State<AtomicU32>, #[input] payment: Payment) -> String {
    runs.fetch_add(1, Ordering::SeqCst);
    format!("{} to {}", payment.amount, payment.to)
}

fn gate(authorizer: impl Authorizer) -> (Gate, Memory, State<AtomicU32>) {
    let (ledger, runs) = (Memory::new(), State::new(AtomicU32::new(0)));
    let builder = Gate::builder().capability(pay).grant(runs.clone()).authorizer(authorizer);
    (builder.ledger(ledger.clone()).build().unwrap(), ledger, runs)
}

fn of(amount: u32, to: &str) -> Payment {
    Payment { amount, to: to.into() }
}

#[tokio::test]
async fn a_call_without_a_context_is_authorized_like_any_other() {
    let alice = testing::caller("alice");
    let (gate, ledger, runs) = gate(Permits::none().permit(alice, pay));
    let mallory = testing::caller("mallory");
    let sent = r#"{"amount": 1}"#;
    let refused = [
        gate.call(pay, &mallory, of(1, "me")).await.unwrap_err(),
        gate.call_json("pay", &mallory, sent).await.unwrap_err(),
        gate.call_json_with("pay", &mallory, sent, Context::new()).await.unwrap_err(),
        gate.call_json_with("pay", &mallory, sent, Context::default()).await.unwrap_err(),
    ];
    assert!(refused.iter().all(|error| error.code() == Code::NotAuthorized), "{refused:?}");
    assert_eq!(runs.load(Ordering::SeqCst), 0);
    gate.flush().await.unwrap();
    let denials = ledger.records().into_iter().filter(|record| record.result == Some("not_authorized"));
    assert_eq!(denials.count(), refused.len(), "each on record");
}

/// Says at both questions what it was made to say.
struct Says(fn() -> Result<Decision, PolicyOutage>);

impl Authorizer for Says {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        (self.0)()
    }

    fn authorize_arguments(
        &self,
        _: &AuthorizationRequest<'_>,
        _: Arguments<'_>,
    ) -> Result<Decision, PolicyOutage> {
        (self.0)()
    }
}

#[tokio::test]
async fn a_no_is_no_outage_and_an_outage_is_no_yes() {
    let answers: [(fn() -> _, &str); 3] = [
        (|| Ok(Decision::Forbid), "no permit"),
        (|| Err(PolicyOutage), "the policy cannot be asked"),
        (|| panic!("out of order"), "the policy panicked"),
    ];
    let mut told = Vec::new();
    for (answer, reason) in answers {
        let (gate, ledger, runs) = gate(Says(answer));
        let refused = gate.call(pay, &Caller::local(), of(1, "me")).await.unwrap_err();
        told.push((refused.code(), refused.to_string(), refused.is_retryable()));
        assert_eq!(runs.load(Ordering::SeqCst), 0);
        gate.flush().await.unwrap();
        assert_eq!(ledger.records().pop().unwrap().reason.as_deref(), Some(reason));
    }
    // The operator reads which it was, and a caller does not.
    assert!(
        told.iter().all(|what| *what == (Code::NotAuthorized, "not authorized".into(), false)),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_caller_of_whom_a_policy_knows_nothing_is_refused_and_not_an_outage() {
    let policy = policy! {
        principal operator = local;
        permit operator on pay;
    };
    let (gate, ledger, _) = gate(policy);
    gate.call(pay, &testing::plugin("unheard-of"), of(1, "me")).await.unwrap_err();
    gate.flush().await.unwrap();
    assert_eq!(ledger.records().pop().unwrap().reason.as_deref(), Some("no permit"));
}

/// A policy engine that writes down all that it is given.
#[derive(Clone)]
struct Curious {
    first: Decision,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Authorizer for Curious {
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        self.seen.lock().unwrap().push(format!("{request:?}"));
        Ok(self.first)
    }

    fn authorize_arguments(
        &self,
        request: &AuthorizationRequest<'_>,
        arguments: Arguments<'_>,
    ) -> Result<Decision, PolicyOutage> {
        self.seen.lock().unwrap().push(format!("{request:?} {arguments:?}"));
        Ok(Decision::Permit)
    }
}

#[tokio::test]
async fn a_policy_engine_is_not_sent_the_arguments() {
    for (first, questions) in [(Decision::Permit, 1), (Decision::OnArguments, 2)] {
        let curious = Curious { first, seen: Arc::default() };
        let (gate, _, _) = gate(curious.clone());
        let sent = r#"{"amount": 471147, "to": "canary"}"#;
        gate.call_json("pay", &Caller::local(), sent).await.unwrap();
        let seen = curious.seen.lock().unwrap();
        assert_eq!(seen.len(), questions);
        assert!(!seen.iter().any(|it| it.contains("canary") || it.contains("471147")), "{seen:?}");
    }
}

#[tokio::test]
async fn a_policy_decides_of_the_very_arguments_that_the_body_gets() {
    let policy = policy! {
        principal operator = local;
        permit operator on pay when input.amount <= 200 && input.to == "house";
    };
    let (gate, _, runs) = gate(policy);
    let me = Caller::local();
    // Under another name, with what is left out, with escapes: what decoding makes of it is what is decided of.
    for sent in [
        r#"{"amount": 200}"#,
        r#"{"sum": 200, "to": "house"}"#,
        r#"{"to": "\u0068ouse", "\u0061mount": 200}"#,
    ] {
        assert_eq!(gate.call_json("pay", &me, sent).await.unwrap(), b"\"200 to house\"", "{sent}");
    }
    let runs_before = runs.load(Ordering::SeqCst);
    for (sent, code) in [
        (r#"{"sum": 201}"#, Code::NotAuthorized),
        (r#"{"amount": 200, "to": "h\u006fuse "}"#, Code::NotAuthorized),
        // A small amount for the policy, and a large one for the body.
        (r#"{"amount": 1, "amount": 201}"#, Code::MalformedInput),
        (r#"{"amount": 1, "sum": 201}"#, Code::MalformedInput),
        (r#"{"sum": 1, "amou\u006et": 201}"#, Code::MalformedInput),
        (r#"{"to": "house", "to": "me", "amount": 1}"#, Code::MalformedInput),
        (r#"{"amount": 1, "Amount": 201}"#, Code::MalformedInput),
        (r#"{"amount": 4294967297}"#, Code::MalformedInput),
        (r#"{"amount": 1.5}"#, Code::MalformedInput),
    ] {
        assert_eq!(gate.call_json("pay", &me, sent).await.unwrap_err().code(), code, "{sent}");
    }
    assert_eq!(runs.load(Ordering::SeqCst), runs_before);
}

#[tokio::test]
async fn an_explanation_says_what_the_gate_does() {
    let policy = policy! {
        trust domain "example.com";
        principal operator = local;
        principal pricing  = plugin "pricing";
        principal gateway  = "spiffe://example.com/agent/gateway";
        permit operator on pay;
        permit gateway on pay when input.amount <= 200;
        permit pricing on pay;
        forbid pricing on pay when input.to == "me";
    };
    let callers = [
        Caller::local(),
        testing::plugin("pricing"),
        testing::plugin("local"),
        testing::spiffe("spiffe://example.com/agent/gateway").unwrap(),
        testing::spiffe("spiffe://example.com/agent/gateway2").unwrap(),
        testing::caller("operator"),
    ];
    let (gate, _, _) = gate(policy.clone());
    for caller in &callers {
        let mut answers = Vec::new();
        for payment in [of(1, "house"), of(1, "me"), of(201, "house"), of(201, "me")] {
            answers.push(gate.call(pay, caller, payment).await.is_ok());
        }
        match policy.explain(caller, pay).decision {
            Decision::Permit => assert_eq!(answers, [true; 4], "{caller}"),
            Decision::Forbid => assert_eq!(answers, [false; 4], "{caller}"),
            Decision::OnArguments => assert!(answers.contains(&true) && answers.contains(&false), "{caller}"),
            decision @ Decision::WithApproval => panic!("{decision:?}"),
        }
    }
}
