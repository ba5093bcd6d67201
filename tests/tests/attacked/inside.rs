//! Faults inside a gate, by code that a user could have written: nothing but her own types and grants is wrong.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use portcullis::approval::ApprovalRequest;
use portcullis::bound::{Bounded, Faults, Path};
use portcullis::ledger::Record;
use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::testing::{Invariant, Target, attack};
use portcullis::{Code, Disclose, State};
use portcullis_tests::{Trusted, guarding};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::shop::assert_found;

/// A number, and by mistake a text with a number in it as well.
struct Lenient(u32);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
        number
            .and_then(|number| u32::try_from(number).ok())
            .map(Lenient)
            .ok_or(serde::de::Error::custom("no number"))
    }
}

impl Bounded for Lenient {
    const MAX_JSON_BYTES: usize = 12;
    fn check(&self, _: &Path<'_>, _: &mut Faults) {}
}

impl JsonSchema for Lenient {
    fn schema_name() -> Cow<'static, str> {
        "Lenient".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0, "maximum": 4_294_967_295_u32 })
    }
}

/// Takes what it should not.
#[capability(read)]
fn lenient(number: Lenient) -> u32 {
    number.0
}

#[tokio::test]
async fn a_type_that_takes_more_than_its_schema_says_is_found() {
    let gate = guarding(lenient).ledger(Memory::new()).build().unwrap();
    assert_found(&attack(gate).run().await, Invariant::SchemaKept, "lenient", 14);
}

/// Says one thing in its schema and writes another.
struct Lying;

impl Serialize for Lying {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("all fields of the row")
    }
}

impl JsonSchema for Lying {
    fn schema_name() -> Cow<'static, str> {
        "Lying".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer" })
    }
}

impl Disclose for Lying {}

/// Answers what it does not say.
#[capability(read)]
fn lying() -> Lying {
    Lying
}

#[tokio::test]
async fn an_answer_that_is_not_what_its_schema_says_is_found() {
    let gate = guarding(lying).ledger(Memory::new()).build().unwrap();
    assert_found(&attack(gate).run().await, Invariant::OutputKept, "lying", 2);
}

/// Lets everybody do everything.
struct Everybody;

impl Authorizer for Everybody {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(Decision::Permit)
    }
}

#[tokio::test]
async fn a_policy_that_lets_everybody_in_is_found() {
    let gate = guarding(lying).authorizer(Everybody).ledger(Memory::new()).build().unwrap();
    assert_found(&attack(gate).run().await, Invariant::StrangersOut, "lying", 2);
}

/// Tells what the test's fake knows and nobody else may.
#[capability(read)]
fn tells(#[grant] row: State<String>, #[validate(range(max = 9))] column: u8) -> String {
    if column == 9 { row.to_string() } else { "nothing".into() }
}

#[tokio::test]
async fn a_canary_of_a_fake_is_found_when_it_leaves() {
    let canary = "IBAN DE02 1203 0000 0000 2020 51";
    let gate = guarding(tells).grant(State::new(canary.to_owned())).ledger(Memory::new()).build().unwrap();
    let report = attack(gate).canary("iban", canary).run().await;
    assert_found(&report, Invariant::NoSecret, "tells", 12);
    assert!(
        !report.to_string().contains(canary) && report.to_string().contains("the canary iban"),
        "{report}"
    );
}

/// Holds its thread for longer than anybody waits, for one input.
#[capability(read, timeout = "50ms", concurrency = 2)]
fn stuck(#[validate(range(max = 9))] number: u8) -> u8 {
    let begin = Instant::now();
    while number == 9 && begin.elapsed() < Duration::from_millis(1500) {
        std::hint::spin_loop();
    }
    number
}

#[tokio::test]
async fn a_body_that_does_not_end_and_takes_up_the_room_is_found() {
    let gate = guarding(stuck).ledger(Memory::new()).build().unwrap();
    let report = attack(gate).margin(Duration::from_millis(200)).only("stuck/bound/number/most").run().await;
    assert_found(&report, Invariant::StillWorks, "stuck", 12);
}

/// Panics at what its author did not expect.
#[capability(read, allow(panic_in_body, reason = "shows a body that panics on input which it accepts"))]
fn panics(#[validate(length(max = 9))] text: String) -> usize {
    assert!(!text.contains('%'), "no percent, but {text}");
    text.len()
}

#[tokio::test]
async fn a_body_that_panics_is_contained_and_told_of() {
    let gate = guarding(panics).ledger(Memory::new()).build().unwrap();
    let report = attack(gate).run().await;
    assert!(report.is_clean(), "{report}");
    assert!(report.to_string().contains(Code::Panicked.as_str()), "{report}");
}

/// Deletes an account.
#[capability(destructive, approval)]
fn delete_account(#[validate(range(min = 1, max = 9))] number: u32) -> u32 {
    number
}

/// Of what was approved the ledger does not say by whom.
struct Unapproved(Gate);

impl Target for Unapproved {
    fn gate(&self) -> &Gate {
        &self.0
    }

    fn records(&self) -> Vec<Record> {
        let mut records = Target::records(&self.0);
        records.iter_mut().for_each(|record| record.approval = None);
        records
    }
}

#[tokio::test]
async fn a_body_that_ran_without_an_approval_is_found() {
    let gate = || {
        guarding(delete_account)
            .approver("desk", |request: ApprovalRequest| drop(request.grant()))
            .ledger(Trusted(Memory::new()))
            .build()
            .unwrap()
    };
    let report = attack(Unapproved(gate())).with_effects().run().await;
    assert_found(&report, Invariant::ApprovalFirst, "delete_account", 14);
    let report = attack(gate()).with_effects().run().await;
    let unapproved = report.findings().iter().find(|finding| finding.invariant() == Invariant::ApprovalFirst);
    assert!(unapproved.is_none(), "{report}");
}
