//! Somebody agreed to this very call, or its body does not run.

use std::io::{self, BufReader, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::book::Subject;
use super::signature::SigningKey;
use super::{Approval, ApprovalError, ApprovalId, ApprovalRequest, Approver};
use crate::call::Context;
use crate::ledger::{Event, Ledger, Memory, Record};
use crate::policy::{Arguments, AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use crate::prelude::*;
use crate::testing::{ManualClock, approver, caller};
use crate::{BuildFault, CallError, Code, GateBuilder, Outcome, authority::State};

/// What was paid back.
type Paid = Arc<Mutex<Vec<(u32, u32)>>>;

#[failure]
enum BankFailure {
    #[public("the bank is closed", retryable)]
    Closed,
}

/// Pays a customer
/// back.
///
/// This is for the reader of the schema.
#[capability(destructive, approval, rate = "1000/s", concurrency = 64)]
fn refund(
    #[grant] paid: State<Paid>,
    order: u32,
    #[validate(range(max = 1_000))] amount: u32,
) -> Result<usize, BankFailure> {
    if order == 0 {
        return Err(BankFailure::Closed);
    }
    let mut paid = paid.lock().unwrap_or_else(PoisonError::into_inner);
    paid.push((order, amount));
    Ok(paid.len())
}

/// Pays for another reason.
#[capability(destructive, approval)]
fn gift(#[grant] paid: State<Paid>, order: u32, amount: u32) -> usize {
    let mut paid = paid.lock().unwrap_or_else(PoisonError::into_inner);
    paid.push((order, amount));
    paid.len()
}

/// Says something.
#[capability(read, approval)]
fn say(#[validate(length(max = 100_000))] text: String) -> usize {
    text.len()
}

/// Pays once for a key.
#[capability(write, approval, idempotent, rate = "1000/s", concurrency = 64)]
fn pay_once(#[grant] paid: State<Paid>, order: u32, amount: u32) -> Result<usize, BankFailure> {
    if order == 0 {
        return Err(BankFailure::Closed);
    }
    let mut paid = paid.lock().unwrap_or_else(PoisonError::into_inner);
    paid.push((order, amount));
    Ok(paid.len())
}

/// Keeps the requests that it gets, as a desk does.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<Vec<ApprovalRequest>>>);

impl Desk {
    /// The only request there.
    fn take(&self) -> ApprovalRequest {
        let mut requests = self.0.lock().unwrap();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.pop().unwrap()
    }

    fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl Approver for Desk {
    fn ask(&self, request: ApprovalRequest) {
        self.0.lock().unwrap().push(request);
    }
}

struct Scene {
    gate: Gate,
    desk: Desk,
    paid: Paid,
    ledger: Memory,
    clock: ManualClock,
}

const CALL: &str = r#"{"order": 7, "amount": 500}"#;

fn alice() -> Caller {
    caller("alice")
}

fn scene() -> Scene {
    let desk = Desk::default();
    let of = desk.clone();
    scene_with(move |builder| builder.approver("supervisor", of), desk)
}

fn scene_with(approvers: impl FnOnce(GateBuilder) -> GateBuilder, desk: Desk) -> Scene {
    let (paid, ledger, clock) = (Paid::default(), Memory::new(), ManualClock::new());
    let callers = [Caller::local(), alice(), caller("bob"), approver("supervisor"), approver("owner")];
    let permits = callers.into_iter().fold(Permits::none(), |permits, caller| {
        permits
            .permit(caller.clone(), refund)
            .permit(caller.clone(), gift)
            .permit(caller.clone(), pay_once)
            .permit(caller, say)
    });
    let builder = Gate::builder()
        .capability(refund)
        .capability(gift)
        .capability(say)
        .capability(pay_once)
        .authorizer(permits)
        .grant(State::new(paid.clone()))
        .ledger(ledger.clone())
        .clock(clock.clone())
        .for_tests();
    let gate = approvers(builder).build().unwrap();
    Scene { gate, desk, paid, ledger, clock }
}

impl Scene {
    async fn call(&self, caller: &Caller, input: &str) -> Result<Vec<u8>, CallError> {
        self.gate.call_json("refund", caller, input).await
    }

    /// Asks, which is refused, and gives the request.
    async fn asked(&self, caller: &Caller, input: &str) -> ApprovalRequest {
        assert_eq!(self.code(caller, input).await, Code::ApprovalRequired);
        self.desk.take()
    }

    async fn code(&self, caller: &Caller, input: &str) -> Code {
        self.call(caller, input).await.unwrap_err().code()
    }

    async fn with(&self, approval: &Approval, caller: &Caller, name: &str, input: &str) -> Result<(), Code> {
        let context = Context::new().approval(approval.clone());
        let answer = self.gate.call_json_with(name, caller, input, context).await;
        answer.map(|_| ()).map_err(|error| error.code())
    }

    fn paid(&self) -> Vec<(u32, u32)> {
        self.paid.lock().unwrap().clone()
    }

    async fn events(&self) -> Vec<(Event, Record)> {
        self.gate.flush().await.unwrap();
        let records = self.ledger.records().into_iter().filter(|record| record.event != Event::GateStarted);
        records.map(|record| (record.event, record)).collect()
    }
}

#[tokio::test]
async fn what_needs_an_approval_does_not_run_without() {
    let scene = scene();
    let error = scene.call(&alice(), CALL).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::ApprovalRequired, Outcome::NotStarted));
    assert!(error.is_retryable());
    let request = scene.desk.take();
    assert_eq!(error.approval(), Some(request.id()));
    let json = serde_json::to_value(&error).unwrap();
    assert_eq!(json["approval"], request.id().to_string());
    // That nobody has answered is no answer.
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalRequired);
    assert_eq!(scene.paid(), []);
}

#[tokio::test]
async fn a_request_that_nobody_keeps_is_asked_anew() {
    let scene = scene();
    let first = scene.asked(&alice(), CALL).await;
    let id = first.id();
    drop(first);
    assert_eq!(scene.events().await.last().unwrap().1.event, Event::ApprovalExpired);
    let second = scene.asked(&alice(), CALL).await;
    assert_ne!(second.id(), id);
    second.grant().unwrap();
    assert!(scene.call(&alice(), CALL).await.is_ok());
}

#[tokio::test]
async fn what_one_approver_drops_another_can_answer() {
    let desk = Desk::default();
    let of = desk.clone();
    let scene = scene_with(
        move |builder| builder.approver("asleep", |_: ApprovalRequest| {}).approver("supervisor", of),
        desk,
    );
    scene.asked(&alice(), CALL).await.grant().unwrap();
    assert!(scene.call(&alice(), CALL).await.is_ok());
}

#[tokio::test]
async fn an_approval_lets_one_call_through() {
    let scene = scene();
    scene.asked(&alice(), CALL).await.grant().unwrap();
    assert_eq!(scene.call(&alice(), CALL).await.unwrap(), b"1");
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalRequired);
    assert_eq!(scene.paid(), [(7, 500)]);
}

#[tokio::test]
async fn the_same_arguments_may_be_written_in_another_way() {
    let scene = scene();
    scene.asked(&alice(), CALL).await.grant().unwrap();
    assert!(scene.call(&alice(), "{\"amount\":500,\n \"ord\\u0065r\":7}").await.is_ok());
}

#[tokio::test]
async fn an_approval_is_for_its_caller_its_capability_and_its_arguments() {
    let scene = scene();
    let approval = scene.asked(&alice(), CALL).await.grant().unwrap();
    for (who, name, input) in [
        (caller("bob"), "refund", CALL),
        (Caller::local(), "refund", CALL),
        (alice(), "gift", CALL),
        (alice(), "refund", r#"{"order": 7, "amount": 501}"#),
        (alice(), "refund", r#"{"order": 8, "amount": 500}"#),
    ] {
        assert_eq!(
            scene.with(&approval, &who, name, input).await,
            Err(Code::ApprovalInvalid),
            "{who} {name}"
        );
        assert_eq!(
            scene.gate.call_json(name, &who, input).await.unwrap_err().code(),
            Code::ApprovalRequired,
            "{who} {name} {input}"
        );
    }
    assert_eq!(scene.paid(), []);
    assert_eq!(scene.with(&approval, &alice(), "refund", CALL).await, Ok(()));
}

#[tokio::test]
async fn an_approval_works_once() {
    let scene = scene();
    let approval = scene.asked(&alice(), CALL).await.grant().unwrap();
    assert_eq!(scene.with(&approval, &alice(), "refund", CALL).await, Ok(()));
    assert_eq!(scene.with(&approval, &alice(), "refund", CALL).await, Err(Code::ApprovalInvalid));
    assert_eq!(scene.paid(), [(7, 500)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_calls_at_once_one_has_the_approval() {
    let scene = Arc::new(scene());
    for round in 1..=20 {
        let input = format!(r#"{{"order": {round}, "amount": 1}}"#);
        let approval = scene.asked(&alice(), &input).await.grant().unwrap();
        let calls: Vec<_> = (0..8)
            .map(|number| {
                let (scene, approval, input) = (scene.clone(), approval.clone(), input.clone());
                tokio::spawn(async move {
                    if number % 2 == 0 {
                        scene.with(&approval, &alice(), "refund", &input).await
                    } else {
                        scene.call(&alice(), &input).await.map(|_| ()).map_err(|error| error.code())
                    }
                })
            })
            .collect();
        let mut through = 0;
        for call in calls {
            through += usize::from(call.await.unwrap().is_ok());
        }
        assert_eq!((through, scene.paid().len()), (1, round));
        // Those who came too late have asked anew.
        scene.desk.0.lock().unwrap().clear();
        scene.clock.advance(super::LIFETIME);
    }
}

#[tokio::test]
async fn an_approval_that_is_made_up_or_changed_is_worth_nothing() {
    let scene = scene();
    let approval = scene.asked(&alice(), CALL).await.grant().unwrap().to_string();
    let (head, signature) = approval.rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('0') { '1' } else { '0' };
    let changed = format!("{head}.{flipped}{}", &signature[1..]);
    let (_, rest) = approval.split_at(4 + 32 + 1);
    let longer = approval.replacen(&rest[..10], "9999999999", 1);
    let made_up = format!("pa1.{}.1900000000.{}", "0".repeat(32), "0".repeat(64));
    for text in [changed, longer, made_up] {
        assert_ne!(text, approval);
        let forged: Approval = text.parse().unwrap();
        assert_eq!(scene.with(&forged, &alice(), "refund", CALL).await, Err(Code::ApprovalInvalid));
    }
    assert_eq!(scene.paid(), []);
    assert_eq!(scene.with(&approval.parse().unwrap(), &alice(), "refund", CALL).await, Ok(()));
}

#[tokio::test]
async fn an_approval_of_another_gate_is_worth_nothing() {
    let (one, other) = (scene(), scene());
    let approval = one.asked(&alice(), CALL).await.grant().unwrap();
    assert_eq!(other.with(&approval, &alice(), "refund", CALL).await, Err(Code::ApprovalInvalid));
    assert_eq!(other.paid(), []);
}

#[test]
fn a_signature_is_for_each_of_its_parts() {
    let key = SigningKey::random().unwrap();
    let id = ApprovalId::random().unwrap();
    let subject = |caller: Caller, name, arguments| Subject {
        caller,
        capability: crate::CapabilityId::for_tests::<()>(name),
        arguments,
    };
    let signed = || subject(alice(), "refund", [1; 32]);
    let expires = std::time::UNIX_EPOCH + Duration::from_secs(1_900_000_000);
    let approval = key.sign(id, "supervisor", &signed(), expires);
    assert!(key.verifies(&approval, "supervisor", &signed()));
    assert!(!SigningKey::random().unwrap().verifies(&approval, "supervisor", &signed()));
    assert!(!key.verifies(&approval, "supervisorr", &signed()));
    for other in [
        subject(caller("alic"), "refund", [1; 32]),
        subject(caller("alicer"), "efund", [1; 32]),
        subject(alice(), "gift", [1; 32]),
        subject(alice(), "refund", [2; 32]),
    ] {
        assert!(!key.verifies(&approval, "supervisor", &other));
    }
    let later = Approval { expires: approval.expires + 1, ..approval };
    assert!(!key.verifies(&later, "supervisor", &signed()));
    let another = Approval { id: ApprovalId::random().unwrap(), expires: approval.expires, ..later };
    assert!(!key.verifies(&another, "supervisor", &signed()));
}

#[test]
fn an_approval_has_one_text() {
    let text = format!("pa1.{}.1900000000.{}", "ab".repeat(16), "cd".repeat(32));
    let approval: Approval = text.parse().unwrap();
    assert_eq!(approval.to_string(), text);
    assert_eq!(format!("{approval:?}"), format!("Approval({})", "ab".repeat(16)));
    for wrong in [
        String::new(),
        "yes".into(),
        text.to_uppercase(),
        text.replace("ab", "AB"),
        text.replace("pa1", "pa2"),
        text.replace(".19", ".019"),
        text.replace(".19", ".+19"),
        text.replace("1900000000", ""),
        text.replace("1900000000", "99999999999999999999"),
        format!("{text} "),
        format!("{text}."),
        format!("{text}0"),
        text[..text.len() - 1].to_owned(),
        text.replacen("ab", "ag", 1),
    ] {
        assert!(wrong.parse::<Approval>().is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn what_is_refused_is_not_asked_again_until_it_expires() {
    let scene = scene();
    scene.asked(&alice(), CALL).await.refuse().unwrap();
    for _ in 0..20 {
        let error = scene.call(&alice(), CALL).await.unwrap_err();
        assert_eq!((error.code(), error.is_retryable()), (Code::ApprovalInvalid, false));
    }
    assert_eq!(scene.desk.len(), 0);
    scene.clock.advance(super::LIFETIME);
    scene.asked(&alice(), CALL).await;
    assert_eq!(scene.paid(), []);
}

#[tokio::test]
async fn a_request_is_put_to_the_approvers_once() {
    let scene = scene();
    let first = scene.call(&alice(), CALL).await.unwrap_err().approval();
    for _ in 0..20 {
        assert_eq!(scene.call(&alice(), CALL).await.unwrap_err().approval(), first);
    }
    assert_eq!(scene.desk.len(), 1);
}

#[tokio::test]
async fn an_answer_after_its_time_does_not_count() {
    let scene = scene();
    let request = scene.asked(&alice(), CALL).await;
    assert!(request.is_open());
    scene.clock.advance(super::LIFETIME - Duration::from_nanos(1));
    assert!(request.is_open());
    scene.clock.advance(Duration::from_nanos(1));
    assert!(!request.is_open());
    assert_eq!(request.grant().unwrap_err(), ApprovalError::Expired);
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalRequired);
    assert_eq!(scene.paid(), []);
}

#[tokio::test]
async fn what_was_granted_expires_as_well() {
    let scene = scene();
    let approval = scene.asked(&alice(), CALL).await.grant().unwrap();
    scene.clock.advance(super::LIFETIME);
    assert_eq!(scene.with(&approval, &alice(), "refund", CALL).await, Err(Code::ApprovalInvalid));
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalRequired);
    assert_eq!(scene.paid(), []);
}

/// Time of day that can be set, as it passes while a machine sleeps.
#[derive(Clone)]
struct Asleep(ManualClock, Arc<Mutex<Duration>>);

impl crate::clock::Clock for Asleep {
    fn now(&self) -> std::time::Instant {
        self.0.now()
    }

    fn utc(&self) -> std::time::SystemTime {
        self.0.utc() + *self.1.lock().unwrap()
    }
}

#[tokio::test]
async fn a_machine_that_slept_has_let_the_time_pass() {
    let (desk, slept) = (Desk::default(), Arc::<Mutex<Duration>>::default());
    let (of, clock) = (desk.clone(), Asleep(ManualClock::new(), slept.clone()));
    let scene = scene_with(move |builder| builder.approver("supervisor", of).clock(clock), desk);
    let approval = scene.asked(&alice(), CALL).await.grant().unwrap();
    let open = scene.asked(&caller("bob"), CALL).await;
    *slept.lock().unwrap() = super::LIFETIME;
    assert_eq!(scene.with(&approval, &alice(), "refund", CALL).await, Err(Code::ApprovalInvalid));
    assert_eq!(open.grant().unwrap_err(), ApprovalError::Expired);
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalRequired);
    assert_eq!(scene.paid(), []);
}

#[tokio::test]
async fn the_lifetime_is_the_owners_to_say() {
    let desk = Desk::default();
    let of = desk.clone();
    let lifetime = Duration::from_secs(30);
    let scene =
        scene_with(move |builder| builder.approver("supervisor", of).approvals_expire_after(lifetime), desk);
    let request = scene.asked(&alice(), CALL).await;
    scene.clock.advance(lifetime);
    assert!(!request.is_open());
}

#[tokio::test]
async fn nobody_approves_a_call_of_his_own() {
    let scene = scene();
    // There is one approver, and he is the caller.
    assert_eq!(scene.code(&approver("supervisor"), CALL).await, Code::NotAuthorized);
    assert_eq!(scene.desk.len(), 0);

    let (own, others) = (Desk::default(), Desk::default());
    let (one, other) = (own.clone(), others.clone());
    let scene = scene_with(
        move |builder| builder.approver("supervisor", one).approver("owner", other),
        Desk::default(),
    );
    assert_eq!(scene.code(&approver("supervisor"), CALL).await, Code::ApprovalRequired);
    assert_eq!((own.len(), others.len()), (0, 1));
    others.take().grant().unwrap();
    assert!(scene.call(&approver("supervisor"), CALL).await.is_ok());
}

#[tokio::test]
async fn the_first_answer_counts() {
    let (one, other) = (Desk::default(), Desk::default());
    let (first, second) = (one.clone(), other.clone());
    let scene = scene_with(
        move |builder| builder.approver("supervisor", first).approver("owner", second),
        Desk::default(),
    );
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalRequired);
    other.take().refuse().unwrap();
    let request = one.take();
    assert!(!request.is_open());
    assert_eq!(request.grant().unwrap_err(), ApprovalError::Answered);
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalInvalid);
}

#[tokio::test]
async fn an_approver_may_answer_at_once() {
    let scene = scene_with(
        |builder| {
            builder.approver("supervisor", |request: ApprovalRequest| {
                let small = request.arguments().contains(r#""amount":5,"#);
                let _ = if small { request.grant().map(drop) } else { request.refuse() };
            })
        },
        Desk::default(),
    );
    assert!(scene.call(&alice(), r#"{"order": 1, "amount": 5}"#).await.is_ok());
    assert_eq!(scene.code(&alice(), CALL).await, Code::ApprovalInvalid);
    assert_eq!(scene.paid(), [(1, 5)]);
}

#[tokio::test]
async fn an_approver_who_panics_approves_nothing_and_harms_nobody() {
    let desk = Desk::default();
    let of = desk.clone();
    let scene = scene_with(
        move |builder| {
            builder.approver("broken", |_: ApprovalRequest| panic!("no")).approver("supervisor", of)
        },
        desk,
    );
    scene.asked(&alice(), CALL).await.grant().unwrap();
    assert!(scene.call(&alice(), CALL).await.is_ok());
}

#[tokio::test]
async fn arguments_that_are_not_valid_are_not_put_before_anybody() {
    let scene = scene();
    assert_eq!(scene.code(&alice(), r#"{"order": 7, "amount": 5000}"#).await, Code::InvalidInput);
    assert_eq!(scene.code(&alice(), r#"{"order": 7, "amount": "500"}"#).await, Code::MalformedInput);
    assert_eq!(scene.code(&caller("mallory"), CALL).await, Code::NotAuthorized);
    assert_eq!(scene.desk.len(), 0);
}

#[tokio::test]
async fn an_approver_sees_what_will_run() {
    let scene = scene();
    let request = scene.asked(&alice(), CALL).await;
    assert_eq!(request.capability(), "refund");
    assert!(request.description().ends_with("This is for the reader of the schema."));
    assert_eq!(request.summary(), "Pays a customer back.");
    assert_eq!(request.effect(), crate::Effect::Destructive);
    assert_eq!(request.caller(), &alice());
    assert_eq!(request.approver(), "supervisor");
    assert_eq!(request.arguments(), r#"{"amount":500,"order":7}"#);
    assert_eq!(
        request.to_string(),
        r#"test:alice asks for `refund` (destructive) with {"amount":500,"order":7}"#
    );
    assert!(!format!("{request:?}").contains("amount"));
}

#[tokio::test]
async fn nothing_of_the_arguments_can_hide_from_an_approver() {
    let scene = scene();
    let text = "safe\u{202e}efas\u{200b}\u{feff}";
    let input = serde_json::json!({ "text": text }).to_string();
    let refused = scene.gate.call_json("say", &alice(), input).await.unwrap_err();
    assert_eq!(refused.code(), Code::ApprovalRequired);
    assert_eq!(scene.desk.take().arguments(), r#"{"text":"safe\u202eefas\u200b\ufeff"}"#);
}

#[tokio::test]
async fn one_caller_can_neither_wear_down_the_approvers_nor_take_the_room_of_others() {
    let scene = scene();
    let mut codes = Vec::new();
    for amount in 0..100 {
        codes.push(scene.code(&alice(), &format!(r#"{{"order": 1, "amount": {amount}}}"#)).await);
    }
    assert_eq!(scene.desk.len(), 16);
    assert!(codes[..16].iter().all(|code| *code == Code::ApprovalRequired));
    assert!(codes[16..].iter().all(|code| *code == Code::RateLimited));
    // Answers do not make room for more of what is refused.
    let requests = std::mem::take(&mut *scene.desk.0.lock().unwrap());
    requests.into_iter().for_each(|request| request.refuse().unwrap());
    assert_eq!(scene.code(&alice(), CALL).await, Code::RateLimited);
    scene.asked(&caller("bob"), CALL).await.grant().unwrap();
    assert!(scene.call(&caller("bob"), CALL).await.is_ok());
    scene.clock.advance(super::LIFETIME);
    scene.asked(&alice(), CALL).await;
}

#[tokio::test]
async fn a_call_whose_body_did_not_start_keeps_its_approval() {
    let scene = scene();
    scene.asked(&alice(), CALL).await.grant().unwrap();
    // No ledger, no body.
    let gate = &scene.gate;
    let key = crate::idempotency::IdempotencyKey::new("key").unwrap();
    let context = Context::new().idempotency_key(key);
    let refused = gate.call_json_with("refund", &alice(), CALL, context).await.unwrap_err();
    assert_eq!(refused.code(), Code::IdempotencyUnsupported);
    assert!(scene.call(&alice(), CALL).await.is_ok());
}

fn keyed(key: &str) -> Context {
    Context::new().idempotency_key(crate::idempotency::IdempotencyKey::new(key).unwrap())
}

#[tokio::test]
async fn the_answer_of_a_call_that_was_approved_can_be_had_again_without_asking() {
    let scene = scene();
    let call = |key: &str, input: &str| {
        let (gate, context, input) = (scene.gate.clone(), keyed(key), input.to_owned());
        async move { gate.call_json_with("pay_once", &alice(), input, context).await }
    };
    assert_eq!(call("a", CALL).await.unwrap_err().code(), Code::ApprovalRequired);
    scene.desk.take().grant().unwrap();
    assert_eq!(call("a", CALL).await.unwrap(), b"1");
    assert_eq!(call("a", CALL).await.unwrap(), b"1");
    // Nobody agreed to anything else by that.
    let other = r#"{"order": 8, "amount": 1}"#;
    assert_eq!(call("a", other).await.unwrap_err().code(), Code::IdempotencyConflict);
    assert_eq!(scene.desk.len(), 0);
    assert_eq!(call("b", CALL).await.unwrap_err().code(), Code::ApprovalRequired);
    assert_eq!(scene.paid(), [(7, 500)]);
    let under: Vec<_> =
        scene.events().await.into_iter().filter(|(event, _)| *event == Event::CallFinished).collect();
    assert_eq!(under.len(), 2);
    assert!(
        under[0].1.approval.is_some() && under[1].1.approval.is_none(),
        "one body ran under one approval"
    );
    assert_eq!(under[1].1.repeats, under[0].1.reference);
}

#[tokio::test]
async fn a_key_of_a_call_that_came_to_nothing_lets_nobody_through() {
    let scene = scene();
    let input = r#"{"order": 0, "amount": 1}"#;
    let alice = alice();
    let call = || scene.gate.call_json_with("pay_once", &alice, input, keyed("a"));
    assert_eq!(call().await.unwrap_err().code(), Code::ApprovalRequired);
    scene.desk.take().grant().unwrap();
    assert_eq!(call().await.unwrap_err().code(), Code::Failed);
    assert_eq!(call().await.unwrap_err().code(), Code::ApprovalRequired);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_body_starts_by_a_key_that_is_let_go_at_that_moment() {
    let granted = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = granted.clone();
    let scene = scene_with(
        move |builder| {
            builder.approver("supervisor", move |request: ApprovalRequest| {
                if request.grant().is_ok() {
                    count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                }
            })
        },
        Desk::default(),
    );
    // Its body fails, so its key is free again each time, while others look whether it is known.
    let calls: Vec<_> = (0..16)
        .map(|_| {
            let gate = scene.gate.clone();
            tokio::spawn(async move {
                for _ in 0..40 {
                    let input = r#"{"order": 0, "amount": 1}"#;
                    let _ = gate.call_json_with("pay_once", &alice(), input, keyed("a")).await;
                }
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    let bodies = scene.events().await.into_iter().filter(|(event, _)| *event == Event::CallFinished);
    let bodies: Vec<_> = bodies.map(|(_, record)| record.approval).collect();
    assert!(bodies.len() > 10 && bodies.iter().all(Option::is_some), "{}", bodies.len());
    let distinct: std::collections::HashSet<_> = bodies.iter().collect();
    assert_eq!(distinct.len(), bodies.len(), "each body has an approval of its own");
    assert!(bodies.len() <= granted.load(std::sync::atomic::Ordering::SeqCst));
}

#[test]
fn what_was_not_used_is_found_again_beside_a_request_that_came_in_between() {
    let (scene, call) = (scene(), crate::testing::call());
    let approvals = scene.gate.approvals().unwrap();
    let require = || {
        approvals.require(&super::Wanted {
            call: &call,
            capability: crate::CapabilityId::of(refund),
            description: "",
            effect: crate::Effect::Destructive,
            arguments: r#"{"amount":500,"order":7}"#,
            consent: super::Consent::OfAnyone,
            approval: None,
        })
    };
    assert!(require().is_err());
    scene.desk.take().grant().unwrap();
    let taken = require().unwrap();
    assert!(call.approval().is_some());
    // A second call of the same kind asks for an approval of its own.
    assert!(require().is_err());
    assert_eq!(scene.desk.len(), 1);
    drop(taken);
    assert!(call.approval().is_none());
    assert!(require().is_ok());
}

#[test]
fn an_approval_of_somebody_who_may_not_agree_to_this_is_worth_nothing() {
    let (one, other) = (Desk::default(), Desk::default());
    let (first, second) = (one.clone(), other.clone());
    let scene = scene_with(
        move |builder| builder.approver("supervisor-2.x", first).approver("owner", second),
        Desk::default(),
    );
    let (call, approvals) = (crate::testing::call(), scene.gate.approvals().unwrap());
    let require = |who: &str, approval: Option<&Approval>| {
        approvals.require(&super::Wanted {
            call: &call,
            capability: crate::CapabilityId::of(refund),
            description: "",
            effect: crate::Effect::Destructive,
            arguments: "{}",
            consent: super::Consent::OfOneOf(vec![who.to_owned()]),
            approval,
        })
    };
    assert!(require("supervisor-2.x", None).is_err());
    assert_eq!(other.len(), 0);
    let approval = one.take().grant().unwrap();
    assert_eq!(require("owner", Some(&approval)).err().map(|stop| stop.code), Some(Code::ApprovalInvalid));
    assert!(require("supervisor-2.x", Some(&approval)).is_ok());
    assert_eq!(format!("{:?}", approval.id), approval.id.to_string());
    assert_eq!(super::LIFETIME, Duration::from_secs(600));
}

#[tokio::test]
async fn more_than_anybody_could_be_shown_is_not_asked() {
    let scene = scene();
    let input = serde_json::json!({ "text": "a".repeat(70_000) }).to_string();
    let refused = scene.gate.call_json("say", &alice(), input).await.unwrap_err();
    assert_eq!((refused.code(), scene.desk.len()), (Code::ApprovalInvalid, 0));
}

#[tokio::test]
async fn a_body_that_failed_has_used_its_approval() {
    let scene = scene();
    let input = r#"{"order": 0, "amount": 1}"#;
    scene.asked(&alice(), input).await.grant().unwrap();
    assert_eq!(scene.code(&alice(), input).await, Code::Failed);
    assert_eq!(scene.code(&alice(), input).await, Code::ApprovalRequired);
}

#[tokio::test]
async fn typed_calls_say_that_they_cannot_be_approved() {
    let scene = scene();
    let error = scene.gate.call(refund, &alice(), (7, 500)).await.unwrap_err();
    assert_eq!((error.code(), error.is_retryable()), (Code::ApprovalRequired, false));
    assert_eq!((scene.desk.len(), scene.paid().len()), (0, 0));
}

#[tokio::test]
async fn requests_and_answers_are_recorded_and_so_is_the_approval_of_a_call() {
    let scene = scene();
    let request = scene.asked(&alice(), CALL).await;
    let id = request.id();
    request.grant().unwrap();
    scene.call(&alice(), CALL).await.unwrap();
    scene.asked(&caller("bob"), CALL).await.refuse().unwrap();
    let _kept = scene.asked(&Caller::local(), CALL).await;
    scene.clock.advance(super::LIFETIME);
    let _kept = scene.asked(&Caller::local(), CALL).await;

    let events = scene.events().await;
    let names: Vec<&str> = events.iter().map(|(event, _)| event.as_str()).collect();
    assert_eq!(
        names,
        [
            "approval.requested",
            "call.refused",
            "approval.granted",
            "call.intent",
            "call.finished",
            "approval.requested",
            "call.refused",
            "approval.refused",
            "approval.requested",
            "call.refused",
            "approval.expired",
            "approval.requested",
            "call.refused",
        ]
    );
    for (_, record) in &events[..5] {
        assert_eq!(record.caller, Some(alice()));
        assert_eq!(record.capability.as_deref(), Some("refund"));
    }
    for place in [0, 2, 3, 4] {
        assert_eq!(events[place].1.approval, Some(id));
    }
    for place in [2, 3, 4, 7] {
        assert_eq!(events[place].1.approver.as_deref(), Some("supervisor"));
    }
    assert_eq!(events[0].1.reference, events[1].1.reference);
    assert_eq!(events[2].1.reference, events[1].1.reference);
    assert_eq!(events[2].1.reason, None);
    let line = serde_json::to_string(&events[2].1).unwrap();
    assert!(line.contains(&format!(r#""approval":"{id}","approver":"supervisor""#)), "{line}");
    assert!(events.iter().all(|(_, record)| !format!("{record:?}").contains("amount")));
}

struct OwnClient(Desk);

impl Approver for OwnClient {
    fn ask(&self, request: ApprovalRequest) {
        self.0.ask(request);
    }

    fn is_callers_own_client(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn that_a_callers_own_client_approved_is_recorded_as_such() {
    let desk = Desk::default();
    let of = OwnClient(desk.clone());
    let scene = scene_with(move |builder| builder.approver("owner", of), desk);
    scene.asked(&alice(), CALL).await.grant().unwrap();
    let events = scene.events().await;
    let (event, record) = events.last().unwrap();
    assert_eq!(*event, Event::ApprovalGranted);
    assert!(record.reason.as_deref().unwrap().contains("the caller's own client"));
}

/// A ledger that fails once it is told to.
struct Failing(Arc<Mutex<bool>>);

impl Ledger for Failing {
    fn append(&mut self, _: &[Record]) -> io::Result<()> {
        if *self.0.lock().unwrap() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_recorded_does_not_count() {
    let (desk, fails) = (Desk::default(), Arc::new(Mutex::new(false)));
    let (of, ledger) = (desk.clone(), Failing(fails.clone()));
    let scene = scene_with(move |builder| builder.approver("supervisor", of).ledger(ledger), desk);
    let request = scene.asked(&alice(), CALL).await;
    *fails.lock().unwrap() = true;
    assert!(scene.gate.flush().await.is_err() || scene.call(&alice(), CALL).await.is_err());
    while scene.gate.flush().await.is_ok() {
        let _ = scene.call(&alice(), CALL).await;
    }
    assert_eq!(request.grant().unwrap_err(), ApprovalError::Unrecorded);
    assert_eq!(scene.code(&alice(), CALL).await, Code::AuditUnavailable);
    assert_eq!(scene.paid(), []);
}

#[tokio::test]
async fn an_answer_to_a_gate_that_is_gone_says_so() {
    let scene = scene();
    let request = scene.asked(&alice(), CALL).await;
    drop(scene.gate);
    assert_eq!(request.grant().unwrap_err(), ApprovalError::GateGone);
}

#[test]
fn a_gate_without_the_approvers_that_it_needs_is_not_built() {
    let build = |builder: GateBuilder| builder.for_tests().ledger(Memory::new()).build().unwrap_err();
    let faults = build(Gate::builder().capability(say));
    assert_eq!(faults.faults(), [BuildFault::NoApprover { capability: "say" }]);

    let named = |name: &str| Gate::builder().approver(name, Desk::default());
    for name in ["", "Supervisor", "1st", "a b", "a\n", &"a".repeat(65)] {
        assert_eq!(build(named(name)).faults(), [BuildFault::ApproverName { name: name.to_owned() }]);
    }
    assert_eq!(
        build(named("owner").approver("owner", Desk::default())).faults(),
        [BuildFault::DuplicateApprover { name: "owner".into() }]
    );
    let policy = policy! {
        principal operator = local;
        principal supervisor = approver "supervisor";
        permit operator on say approved by supervisor;
    };
    let faults = build(named("owner").capability(say).authorizer(policy));
    assert_eq!(faults.faults(), [BuildFault::MissingApprover { name: "supervisor".into() }]);
}

/// Answers as it is told, and lets these agree.
struct Answers(Decision, Result<Vec<&'static str>, ()>);

impl Authorizer for Answers {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(self.0)
    }

    fn approvers(&self, _: &AuthorizationRequest<'_>, _: Arguments<'_>) -> Result<Vec<String>, PolicyOutage> {
        let names = self.1.as_ref().map_err(|()| PolicyOutage)?;
        Ok(names.iter().map(|name| (*name).to_owned()).collect())
    }
}

/// Adds two numbers.
#[capability(read)]
fn add(a: u32, b: u32) -> u64 {
    u64::from(a) + u64::from(b)
}

async fn added(answers: Answers, desk: &Desk) -> Result<Vec<u8>, Code> {
    let gate = Gate::builder()
        .capability(add)
        .authorizer(answers)
        .approver("supervisor", desk.clone())
        .ledger(Memory::new())
        .build()
        .unwrap();
    let caller = Caller::local();
    let call = || gate.call_json("add", &caller, r#"{"a": 1, "b": 2}"#);
    let first = call().await.map_err(|error| error.code());
    let requests = std::mem::take(&mut *desk.0.lock().unwrap());
    match (first, requests.into_iter().next()) {
        (Err(Code::ApprovalRequired), Some(request)) => {
            request.grant().unwrap();
            call().await.map_err(|error| error.code())
        }
        (first, _) => first,
    }
}

#[tokio::test]
async fn an_authorizer_may_ask_for_an_approval_and_names_who_may_give_it() {
    let desk = Desk::default();
    let ask = |names| Answers(Decision::WithApproval, names);
    assert_eq!(added(ask(Ok(vec!["supervisor"])), &desk).await, Ok(b"3".to_vec()));
    assert_eq!(added(ask(Ok(vec!["nobody", "supervisor"])), &desk).await, Ok(b"3".to_vec()));
    // Nobody, somebody else, an outage: all a no.
    for names in [Ok(vec![]), Ok(vec!["nobody"]), Err(())] {
        assert_eq!(added(ask(names), &desk).await, Err(Code::NotAuthorized));
        assert_eq!(desk.len(), 0);
    }
}

#[tokio::test]
async fn an_approval_of_somebody_who_may_not_agree_any_more_is_worth_nothing() {
    let (one, other) = (Desk::default(), Desk::default());
    let gate = Gate::builder()
        .capability(refund)
        .authorizer(policy! {
            principal operator = local;
            principal supervisor = approver "supervisor";
            principal owner = approver "owner";
            permit operator on refund when input.amount <= 100 approved by supervisor;
            permit operator on refund when input.amount > 100 approved by owner;
        })
        .approver("supervisor", one.clone())
        .approver("owner", other.clone())
        .grant(State::new(Paid::default()))
        .ledger(Memory::new())
        .for_tests()
        .build()
        .unwrap();
    let call = |amount: u32| {
        let gate = gate.clone();
        async move {
            let input = format!(r#"{{"order": 1, "amount": {amount}}}"#);
            gate.call_json("refund", &Caller::local(), input).await
        }
    };
    assert_eq!(call(100).await.unwrap_err().code(), Code::ApprovalRequired);
    assert_eq!((one.len(), other.len()), (1, 0));
    assert_eq!(call(101).await.unwrap_err().code(), Code::ApprovalRequired);
    assert_eq!((one.len(), other.len()), (1, 1));
    other.take().grant().unwrap();
    assert!(call(101).await.is_ok());
    assert_eq!(call(100).await.unwrap_err().code(), Code::ApprovalRequired);
}

/// What somebody types, and what is shown.
#[cfg(unix)]
mod at_a_terminal {
    use super::super::Terminal;
    use super::*;

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<u8>>>);

    impl Screen {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }

        /// An answer counts before it is shown that it was taken.
        async fn shows_at_last(&self, end: &str) {
            while !self.text().ends_with(end) {
                tokio::task::yield_now().await;
            }
        }
    }

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Types, for each line, whatever is decided by what is shown.
    struct Person<F>(Screen, F);

    impl<F: FnMut(&str) -> String> io::Read for Person<F> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let line = (self.1)(&self.0.text());
            buffer[..line.len()].copy_from_slice(line.as_bytes());
            Ok(line.len())
        }
    }

    fn at(types: impl FnMut(&str) -> String + Send + 'static) -> (Scene, Screen) {
        let screen = Screen::default();
        let terminal = Terminal::on(BufReader::new(Person(screen.clone(), types)), screen.clone());
        (scene_with(move |builder| builder.approver("owner", terminal), Desk::default()), screen)
    }

    /// The code of the last request that is shown.
    fn code(shown: &str) -> String {
        let after = shown.rsplit("Type ").next().unwrap();
        format!("{}\n", &after[..4])
    }

    /// Calls until the person has answered.
    async fn answered(scene: &Scene, name: &str, input: &str) -> Result<Vec<u8>, Code> {
        loop {
            match scene.gate.call_json(name, &alice(), input).await {
                Err(error) if error.code() == Code::ApprovalRequired => tokio::task::yield_now().await,
                Err(error) => return Err(error.code()),
                Ok(answer) => return Ok(answer),
            }
        }
    }

    #[tokio::test]
    async fn the_code_of_the_request_is_a_yes() {
        let (scene, screen) = at(code);
        assert_eq!(answered(&scene, "refund", CALL).await, Ok(b"1".to_vec()));
        screen.shows_at_last("approved\n").await;
        let shown = screen.text();
        assert!(
            shown.contains("\ntest:alice asks for `refund` (destructive): Pays a customer back.\n"),
            "{shown}"
        );
        assert!(shown.contains("\n    {\"amount\":500,\"order\":7}\nType "), "{shown}");
    }

    #[tokio::test]
    async fn anything_else_is_a_no() {
        for typed in ["\n", "y\n", "yes\n", "approve\n", "0000 0000\n", "", "\u{e9}\n"] {
            let (scene, screen) = at(move |_| typed.to_owned());
            assert_eq!(answered(&scene, "refund", CALL).await, Err(Code::ApprovalInvalid), "{typed}");
            screen.shows_at_last("refused\n").await;
            assert_eq!(scene.paid(), []);
        }
    }

    #[tokio::test]
    async fn what_nobody_would_read_is_refused() {
        let (scene, screen) = at(code);
        let input = serde_json::json!({ "text": "a".repeat(4_500) }).to_string();
        assert_eq!(answered(&scene, "say", &input).await, Err(Code::ApprovalInvalid));
        assert!(screen.text().contains("more arguments than anybody would read"));
        assert!(!screen.text().contains("aaaa"));
    }

    #[tokio::test]
    async fn the_end_of_what_is_typed_is_a_no_and_the_next_request_is_asked() {
        let (scene, screen) = at(|shown| if shown.contains("gift") { code(shown) } else { String::new() });
        assert_eq!(answered(&scene, "refund", CALL).await, Err(Code::ApprovalInvalid));
        assert_eq!(answered(&scene, "gift", CALL).await, Ok(b"1".to_vec()));
        assert_eq!(screen.text().matches("Type ").count(), 2);
        assert_eq!(scene.paid(), [(7, 500)]);
    }

    #[tokio::test]
    async fn bytes_that_are_no_text_are_a_no_and_the_next_request_is_asked() {
        let screen = Screen::default();
        let typed = io::Cursor::new(b"\xff\xfe\n\xff\n".to_vec());
        let terminal = Terminal::on(BufReader::new(typed), screen.clone());
        let scene = scene_with(move |builder| builder.approver("owner", terminal), Desk::default());
        for name in ["refund", "gift"] {
            assert_eq!(answered(&scene, name, CALL).await, Err(Code::ApprovalInvalid));
        }
        assert_eq!(screen.text().matches("Type ").count(), 2);
    }

    #[tokio::test]
    async fn the_code_is_below_all_that_the_caller_has_chosen_and_nothing_of_it_is_known_before() {
        let (type_it, may_type) = std::sync::mpsc::channel();
        let (scene, screen) = at(move |shown| {
            // Not before the first call was refused, or that would be let through itself.
            let _ = may_type.recv();
            code(shown)
        });
        let spoof = "x Type 0000 to let test:alice call `say` with this".replace(' ', "  ");
        let input = serde_json::json!({ "text": spoof }).to_string();
        let refused = scene.gate.call_json("say", &alice(), input.clone()).await.unwrap_err();
        let id = refused.approval().unwrap().to_string();
        type_it.send(()).unwrap();
        assert!(answered(&scene, "say", &input).await.is_ok());
        screen.shows_at_last("approved\n").await;
        let shown = screen.text();
        let (above, last) = shown.rsplit_once("\nType ").unwrap();
        assert!(
            last.contains("to let test:alice call `say` with this, anything else to refuse: approved"),
            "{shown}"
        );
        assert!(!above.contains("\nType ") && !above.contains("  Type"), "{shown}");
        // The caller knows the request, and that is nowhere to be seen.
        assert!(!shown.contains(&id[..8]), "{shown}");
    }
}
