//! Personal data comes in and leaves where that is declared, and nothing that a gate keeps or says holds it.

use std::sync::{Arc, Mutex};

use portcullis::approval::ApprovalRequest;
use portcullis::prelude::*;
use portcullis::{Code, Date, Email, Personal, testing};
use serde_json::Value;

const SENT: &str = r#"{"email": "zebra@example.com", "name": "Zebra Quagga", "born": "1815-12-10"}"#;

#[data(personal)]
struct Person {
    number: u32,
    email: Personal<Email>,
    #[validate(length(min = 2, max = 40))]
    name: Personal<String>,
    born: Option<Personal<Date>>,
}

#[failure]
#[derive(Debug)]
enum PersonFailure {
    #[public("this person is known already")]
    // Read by `Debug` alone.
    #[allow(dead_code)]
    Known(Personal<Email>),
}

/// Registers somebody.
#[capability(write)]
fn register(
    call: &Call,
    email: Personal<Email>,
    #[validate(length(min = 2, max = 40))] name: Personal<String>,
    born: Option<Personal<Date>>,
) -> Result<Person, PersonFailure> {
    call.note("email", &email);
    let person = Person { number: 7, email, name, born };
    call.note("person", &person);
    if person.name.expose() == "Known" { Err(PersonFailure::Known(person.email)) } else { Ok(person) }
}

fn holds_none(kept: &str) {
    for part in ["zebra", "Zebra", "Quagga", "1815"] {
        assert!(!kept.contains(part), "{part} in {kept}");
    }
}

async fn records(gate: &testing::Gate) -> String {
    serde_json::to_string(&gate.records().await).unwrap()
}

#[tokio::test]
async fn what_is_declared_leaves_as_it_came() {
    let gate = testing::Gate::new();
    let answer: Value = serde_json::from_slice(&gate.call_json(register, SENT).await.unwrap()).unwrap();
    let mut expected: Value = serde_json::from_str(SENT).unwrap();
    expected["number"] = 7.into();
    assert_eq!(answer, expected);

    let arguments =
        (Personal::new("zebra@example.com".parse().unwrap()), Personal::new("Zebra Quagga".into()), None);
    let person = gate.call(register, arguments).await.unwrap();
    assert_eq!(person.email.expose().as_str(), "zebra@example.com");
}

#[tokio::test]
async fn no_record_holds_it_and_a_note_says_where_it_was() {
    let gate = testing::Gate::new();
    gate.call_json(register, SENT).await.unwrap();
    gate.call_json(register, SENT.replace("Zebra Quagga", "Known")).await.unwrap_err();
    let records = records(&gate).await;
    holds_none(&records);
    assert!(records.matches("[personal]").count() >= 4, "{records}");
    assert!(records.contains(r#""number":7"#), "what is not personal is noted: {records}");
}

#[tokio::test]
async fn no_refusal_and_no_failure_says_it() {
    let gate = testing::Gate::new();
    for (sent, code) in [
        (SENT.replace("zebra@", "zebra"), Code::MalformedInput),
        (SENT.replace("1815-12-10", "1815-02-30"), Code::MalformedInput),
        (SENT.replace("Zebra Quagga", "Z"), Code::InvalidInput),
        (SENT.replace("Zebra Quagga", &"Zebra".repeat(20)), Code::InvalidInput),
        (SENT.replace("\"name\"", "\"Zebra\""), Code::MalformedInput),
    ] {
        let refused = gate.call_json(register, sent.as_str()).await.unwrap_err();
        assert_eq!(refused.code(), code, "{sent}");
        holds_none(&format!("{refused} {refused:?}").replace("Zebra\"", ""));
    }
    let failed = gate.call_json(register, SENT.replace("Zebra Quagga", "Known")).await.unwrap_err();
    holds_none(&format!("{failed} {failed:?}"));
    holds_none(&format!("{:?}", PersonFailure::Known(Personal::new("zebra@example.com".parse().unwrap()))));
}

#[tokio::test]
async fn a_check_looks_through_the_mark() {
    let refused =
        testing::Gate::new().call_json(register, SENT.replace("Zebra Quagga", "Z")).await.unwrap_err();
    assert_eq!((&*refused.fields()[0].path, &*refused.fields()[0].rule), ("/name", "length"));
}

#[test]
fn what_holds_it_is_not_written_by_anything_but_a_gate() {
    let person = Person {
        number: 7,
        email: Personal::new("zebra@example.com".parse().unwrap()),
        name: Personal::new("Zebra".into()),
        born: Some(Personal::new("1815-12-10".parse().unwrap())),
    };
    let error = serde_json::to_string(&person).unwrap_err().to_string();
    holds_none(&error);
    assert!(error.contains("take it out with `expose`"), "{error}");
    assert!(serde_json::to_value(&person).is_err());
}

/// Forgets somebody.
#[capability(destructive, approval)]
fn forget(email: Personal<Email>) -> bool {
    email.expose().as_str().is_empty()
}

#[tokio::test]
async fn an_approver_sees_what_will_run_and_the_ledger_does_not() {
    let desk: Arc<Mutex<Vec<ApprovalRequest>>> = Arc::default();
    let inbox = desk.clone();
    let gate = testing::Gate::new()
        .approver("supervisor", move |request: ApprovalRequest| inbox.lock().unwrap().push(request));
    let call = || gate.call_json(forget, r#"{"email": "zebra@example.com"}"#);
    let refused = call().await.unwrap_err();
    assert_eq!(refused.code(), Code::ApprovalRequired);
    holds_none(&format!("{refused} {refused:?}"));

    let request = desk.lock().unwrap().pop().unwrap();
    assert_eq!(request.arguments(), r#"{"email":"zebra@example.com"}"#);
    holds_none(&format!("{request:?}"));
    request.grant().unwrap();
    assert_eq!(call().await.unwrap(), b"false");
    holds_none(&records(&gate).await);
}

#[test]
fn its_schema_and_its_bound_are_those_of_what_it_marks() {
    use portcullis::Bounded;
    use schemars::schema_for;

    assert_eq!(schema_for!(Personal<Email>), schema_for!(Email));
    assert_eq!(Personal::<Email>::MAX_JSON_BYTES, Email::MAX_JSON_BYTES);
}
