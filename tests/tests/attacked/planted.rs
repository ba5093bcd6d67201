//! Faults around a gate: each stands before a sound one and does what a broken guard would do.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use portcullis::call::Context;
use portcullis::ledger::{Event, Record};
use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::testing::{self, Answering, Invariant, Target};
use portcullis::{CallError, Caller, Code, Outcome};
use serde_json::Value;

use super::shop::{self, KEY, assert_found, attacked};

/// What came of a call, and what was sent.
type Answer = Result<Vec<u8>, CallError>;

/// Changes what is sent, or what is answered.
struct Front {
    gate: Gate,
    input: fn(&str, Vec<u8>) -> Vec<u8>,
    answer: fn(&[u8], Answer) -> Answer,
}

impl Front {
    fn changing_input(input: fn(&str, Vec<u8>) -> Vec<u8>) -> Self {
        Front { gate: shop::gate(), input, answer: |_, answer| answer }
    }

    fn changing_answers(answer: fn(&[u8], Answer) -> Answer) -> Self {
        Front { gate: shop::gate(), input: |_, input| input, answer }
    }
}

impl Target for Front {
    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn call<'a>(
        &'a self,
        name: &'a str,
        caller: &'a Caller,
        input: Vec<u8>,
        context: Context,
    ) -> Answering<'a> {
        Box::pin(async move {
            let passed_on = (self.input)(name, input.clone());
            (self.answer)(&input, self.gate.call_json_with(name, caller, passed_on, context).await)
        })
    }
}

/// What is an object, changed; anything else as it is.
fn with_fields(input: Vec<u8>, change: impl FnOnce(&mut serde_json::Map<String, Value>)) -> Vec<u8> {
    match serde_json::from_slice(&input) {
        Ok(Value::Object(mut fields)) => {
            change(&mut fields);
            Value::Object(fields).to_string().into_bytes()
        }
        _ => input,
    }
}

const FIELDS: [&str; 5] = ["customer", "limit", "tags", "sorting", "cents"];

#[tokio::test]
async fn unknown_fields_that_are_dropped_are_found() {
    let front = Front::changing_input(|_, input| {
        with_fields(input, |fields| fields.retain(|name, _| FIELDS.contains(&name.as_str())))
    });
    let report = attacked("refund", front).await;
    assert_found(&report, Invariant::SchemaKept, "refund/unknown-field", 16);
}

#[tokio::test]
async fn repeated_fields_of_which_the_last_one_counts_are_found() {
    /// As most parsers read it; an unknown field stays in.
    fn last_one(_: &str, input: Vec<u8>) -> Vec<u8> {
        if input.starts_with(b"{") { with_fields(input, |_| {}) } else { input }
    }
    let report = attacked("refund", Front::changing_input(last_one)).await;
    assert_found(&report, Invariant::SchemaKept, "refund/repeated-field/cents", 24);
}

#[tokio::test]
async fn texts_that_are_taken_for_numbers_are_found() {
    let front = Front::changing_input(|_, input| {
        with_fields(input, |fields| {
            for value in fields.values_mut() {
                if let Some(number) = value.as_str().and_then(|text| text.trim().parse::<u32>().ok()) {
                    *value = number.into();
                }
            }
        })
    });
    let report = attacked("refund", front).await;
    assert_found(&report, Invariant::SchemaKept, "refund/type/cents/as-a-text", 13);
}

#[tokio::test]
async fn a_length_that_is_cut_instead_of_refused_is_found() {
    let front = Front::changing_input(|_, input| {
        with_fields(input, |fields| {
            if let Some(Value::String(text)) = fields.get_mut("customer") {
                *text = text.chars().take(32).collect();
            }
        })
    });
    let report = attacked("find_orders", front).await;
    assert_found(&report, Invariant::SchemaKept, "find_orders/bound/customer/above-the-most", 80);
}

#[tokio::test]
async fn what_follows_the_document_and_is_not_looked_at_is_found() {
    let front = Front::changing_input(|_, input| {
        let mut documents = serde_json::Deserializer::from_slice(&input).into_iter::<Value>();
        match documents.next() {
            Some(Ok(_)) if documents.byte_offset() < input.len() => input[..documents.byte_offset()].to_vec(),
            _ => input,
        }
    });
    let report = attacked("refund", front).await;
    assert_found(&report, Invariant::SchemaKept, "refund/whole/trailing", 14);
}

#[tokio::test]
async fn a_size_that_nobody_measures_is_found() {
    let front = Front::changing_input(|_, input| input.trim_ascii().to_vec());
    let report = attacked("refund", front).await;
    assert_found(&report, Invariant::SchemaKept, "refund/size/above-the-limit", 2_000);
}

#[tokio::test]
async fn a_refusal_that_gives_back_what_was_sent_is_found() {
    let front = Front::changing_answers(|input, mut answer| {
        if let Err(CallError::Refused(refusal)) = &mut answer
            && refusal.code == Code::MalformedInput
        {
            refusal.message = format!("cannot read {}", String::from_utf8_lossy(input)).into();
        }
        answer
    });
    let report = attacked("find_orders", front).await;
    assert_found(&report, Invariant::NoEcho, "find_orders", 24);
}

#[tokio::test]
async fn a_panic_whose_text_is_told_is_found() {
    let front = Front::changing_answers(|_, mut answer| {
        if let Err(CallError::Refused(refusal)) = &mut answer
            && refusal.code == Code::InvalidInput
        {
            refusal.message = "thread 'main' panicked at src/shop.rs:7:9: no such order".into();
        }
        answer
    });
    assert_found(&attacked("refund", front).await, Invariant::NoInside, "refund", 12);
}

#[tokio::test]
async fn a_panic_that_reaches_the_caller_is_found() {
    let front = Front::changing_answers(|input, answer| {
        assert!(!input.ends_with(b"\0"), "an input that nobody expected");
        answer
    });
    assert_found(&attacked("refund", front).await, Invariant::NoInside, "refund", 2);
}

#[tokio::test]
async fn a_secret_in_an_answer_is_found() {
    let front = Front::changing_answers(|_, answer| {
        answer.map(|output| [output, format!(r#"{{"debug":"{KEY}"}}"#).into_bytes()].concat())
    });
    let report = attacked("refund", front).await;
    assert_found(&report, Invariant::NoSecret, "refund", 12);
    assert!(!report.to_string().contains(KEY), "the report itself holds it");
    assert_found(&report, Invariant::OutputKept, "refund", 12);
}

#[tokio::test]
async fn a_retry_that_would_pay_twice_is_found() {
    let front = Front::changing_answers(|_, mut answer| {
        if let Err(CallError::Refused(refusal)) = &mut answer {
            (refusal.retryable, refusal.outcome) = (true, Outcome::Unknown);
        }
        answer
    });
    assert_found(&attacked("refund", front).await, Invariant::RefusalForm, "refund", 2);
}

/// Does something about single calls.
struct Odd<F>(Gate, F);

impl<F> Target for Odd<F>
where
    F: for<'a> Fn(&'a Gate, &'a str, &'a Caller, Vec<u8>, Context) -> Answering<'a> + Send + Sync,
{
    fn gate(&self) -> &Gate {
        &self.0
    }

    fn call<'a>(
        &'a self,
        name: &'a str,
        caller: &'a Caller,
        input: Vec<u8>,
        context: Context,
    ) -> Answering<'a> {
        (self.1)(&self.0, name, caller, input, context)
    }
}

fn odd<F>(call: F) -> Odd<F>
where
    F: for<'a> Fn(&'a Gate, &'a str, &'a Caller, Vec<u8>, Context) -> Answering<'a> + Send + Sync,
{
    Odd(shop::gate(), call)
}

#[tokio::test]
async fn a_deadline_that_does_not_hold_is_found() {
    let odd = odd(|gate, name, caller, input, context| {
        Box::pin(async move {
            if input.windows(6).any(|part| part == b"1e-400") {
                tokio::time::sleep(Duration::from_millis(900)).await;
            }
            gate.call_json_with(name, caller, input, context).await
        })
    });
    let report =
        testing::attack(odd).with_effects().only("refund").margin(Duration::from_millis(300)).run().await;
    assert_found(&report, Invariant::InTime, "refund/number/cents/tiny", 20);
}

#[tokio::test]
async fn a_gate_that_everybody_may_enter_is_found() {
    let odd = odd(|gate, name, caller, input, context| {
        let _ = caller;
        Box::pin(async move { gate.call_json_with(name, &Caller::local(), input, context).await })
    });
    let report = attacked("refund", odd).await;
    assert_found(&report, Invariant::StrangersOut, "refund", 40);
}

#[tokio::test]
async fn a_refusal_that_tells_which_capabilities_there_are_is_found() {
    let odd = odd(|gate, name, caller, input, context| {
        Box::pin(async move {
            let known = gate.capabilities(&Caller::local()).any(|capability| capability.name == name);
            let mut answer = gate.call_json_with(name, caller, input, context).await;
            if let Err(CallError::Refused(refusal)) = &mut answer
                && refusal.code == Code::NotAuthorized
                && known
            {
                refusal.message = "you may not call this".into();
            }
            answer
        })
    });
    assert_found(&attacked("refund", odd).await, Invariant::StrangersOut, "refund", 40);
}

#[tokio::test]
async fn a_gate_that_an_attack_breaks_is_found() {
    static BROKEN: AtomicUsize = AtomicUsize::new(0);
    let odd = odd(|gate, name, caller, input, context| {
        Box::pin(async move {
            if input.windows(6).any(|part| part == b"\\ud800") {
                BROKEN.store(8, Ordering::SeqCst);
            }
            let broken =
                BROKEN.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
            let caller = if broken { testing::caller("nobody") } else { caller.clone() };
            gate.call_json_with(name, &caller, input, context).await
        })
    });
    let report = attacked("find_orders", odd).await;
    assert_found(&report, Invariant::StillWorks, "find_orders", 80);
}

/// Lets everybody in but those whom nothing is permitted.
struct Everybody;

impl Authorizer for Everybody {
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        let stranger = request.caller.to_string().contains("stranger");
        Ok(if stranger { Decision::Forbid } else { Decision::Permit })
    }
}

#[tokio::test]
async fn a_rate_that_is_kept_for_nobody_is_found() {
    // Each call of the local caller comes as somebody else's.
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let mut odd = odd(|gate, name, caller, input, context| {
        Box::pin(async move {
            let somebody = testing::caller(&CALLS.fetch_add(1, Ordering::SeqCst).to_string());
            let caller = if *caller == Caller::local() { &somebody } else { caller };
            gate.call_json_with(name, caller, input, context).await
        })
    });
    odd.0 = shop::builder().authorizer(Everybody).build().unwrap();
    assert_found(&attacked("find_orders", odd).await, Invariant::RateKept, "find_orders", 0);
}

/// Tampers with what the ledger is seen to hold, or with permits.
struct Kept {
    gate: Gate,
    records: fn(&Kept, Vec<Record>) -> Vec<Record>,
    later: Mutex<Vec<Record>>,
    permits: fn(usize) -> usize,
}

impl Kept {
    fn changing(records: fn(&Kept, Vec<Record>) -> Vec<Record>) -> Self {
        Kept { gate: shop::gate(), records, later: Mutex::default(), permits: |free| free }
    }
}

impl Target for Kept {
    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn records(&self) -> Vec<Record> {
        (self.records)(self, Target::records(&self.gate))
    }

    fn free_permits(&self, name: &str) -> Option<usize> {
        Target::free_permits(&self.gate, name).map(self.permits)
    }
}

#[tokio::test]
async fn records_that_are_lost_are_found() {
    let kept = Kept::changing(|_, records| {
        records.into_iter().filter(|record| record.result != Some("malformed_input")).collect()
    });
    assert_found(&attacked("refund", kept).await, Invariant::RecordedOnce, "refund", 2);
}

#[tokio::test]
async fn records_that_are_doubled_are_found() {
    let kept = Kept::changing(|_, records| {
        let again = |record: &Record| if record.result == Some("answered") { 2 } else { 1 };
        records.into_iter().flat_map(|record| vec![record.clone(); again(&record)]).collect()
    });
    assert_found(&attacked("refund", kept).await, Invariant::RecordedOnce, "refund", 12);
}

#[tokio::test]
async fn records_that_say_something_else_are_found() {
    let kept = Kept::changing(|_, mut records| {
        records
            .iter_mut()
            .filter(|record| record.result == Some("invalid_input"))
            .for_each(|record| record.result = Some("answered"));
        records
    });
    assert_found(&attacked("refund", kept).await, Invariant::TrueRecord, "refund", 12);
}

#[tokio::test]
async fn an_effect_before_its_intent_is_found() {
    // An intent comes with the records that are looked at next.
    let kept = Kept::changing(|kept, records| {
        let (intents, mut others): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|record| record.event == Event::CallIntent);
        others.extend(std::mem::replace(&mut *kept.later.lock().unwrap(), intents));
        others
    });
    assert_found(&attacked("refund", kept).await, Invariant::IntentFirst, "refund", 11);
}

#[tokio::test]
async fn a_record_that_holds_what_was_sent_is_found() {
    let kept = Kept::changing(|_, mut records| {
        for record in records.iter_mut().filter(|record| record.result == Some("malformed_input")) {
            record.reason = Some("unknown field Zq7xK9pV2nR4tW8y".into());
        }
        records
    });
    assert_found(&attacked("find_orders", kept).await, Invariant::RecordClean, "find_orders", 20);
}

#[tokio::test]
async fn a_secret_in_a_record_is_found() {
    let kept = Kept::changing(|_, mut records| {
        for record in records.iter_mut().filter(|record| record.result == Some("invalid_input")) {
            record.reason = Some(KEY.into());
        }
        records
    });
    assert_found(&attacked("refund", kept).await, Invariant::NoSecret, "refund", 12);
}

#[tokio::test]
async fn a_permit_that_does_not_come_back_is_found() {
    let kept = Kept { permits: |free| free.min(2), ..Kept::changing(|_, records| records) };
    let report = testing::attack(kept).only("find_orders/valid").run().await;
    assert_found(&report, Invariant::PermitsReturn, "find_orders", 80);
}

/// Gives each call a key's answer of its own: the results are asked by nobody.
#[tokio::test]
async fn a_key_that_is_dropped_on_the_way_is_found() {
    let odd = odd(|gate, name, caller, input, context| {
        let _ = context;
        Box::pin(async move { gate.call_json_with(name, caller, input, Context::new()).await })
    });
    let report = attacked("refund", odd).await;
    assert_found(&report, Invariant::OnceForAKey, "refund", 12);
}

/// What all faults together are found by: no invariant is there that no fault has shown to be looked at.
#[test]
fn every_invariant_is_shown_to_be_looked_at() {
    let tests = [include_str!("planted.rs"), include_str!("inside.rs")].concat();
    let mut shown: HashMap<Invariant, bool> = HashMap::new();
    for invariant in Invariant::ALL {
        shown.insert(invariant, tests.contains(&format!("Invariant::{invariant:?}, ")));
    }
    let missing: Vec<_> =
        shown.iter().filter(|(_, shown)| !**shown).map(|(invariant, _)| invariant.name()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
