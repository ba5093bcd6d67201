//! Code of the user's runs apart from its caller: the body, and also checks, decoding and encoding.

use std::time::{Duration, Instant};

use serde::{Serialize, Serializer};

use super::{builder, gate};
use crate::ledger::{Event, Memory};
use crate::prelude::*;
use crate::{Code, Outcome};

fn hostile(number: &u8) -> Result<(), validator::ValidationError> {
    match number {
        0 => Ok(()),
        1 => std::panic::panic_any("a check of the user's"),
        _ => {
            std::thread::sleep(Duration::from_millis(400));
            Ok(())
        }
    }
}

/// Checks its input with code that panics or blocks.
#[capability(read, timeout = "50ms")]
fn checked(#[validate(custom(function = hostile))] number: u8) -> u8 {
    number
}

#[tokio::test]
async fn a_check_that_panics_is_a_refusal() {
    let (gate, _) = gate(checked);
    let error = gate.call_json("checked", &Caller::local(), r#"{"number": 1}"#).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::Panicked, Outcome::NotStarted));
}

#[tokio::test]
async fn a_check_that_blocks_does_not_hold_up_the_answer() {
    let (gate, _) = gate(checked);
    let begin = Instant::now();
    let error = gate.call_json("checked", &Caller::local(), r#"{"number": 2}"#).await.unwrap_err();
    assert_eq!(
        (error.code(), error.outcome(), error.is_retryable()),
        (Code::DeadlineExceeded, Outcome::NotStarted, true)
    );
    assert!(begin.elapsed() < Duration::from_millis(300), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_body_does_not_start_after_its_deadline() {
    /// Would note that it ran.
    #[capability(write, timeout = "30ms")]
    fn noted(call: &Call, #[validate(custom(function = hostile))] number: u8) {
        call.note("ran", number);
    }
    let (gate, ledger) = gate(noted);
    let error = gate.call(noted, &Caller::local(), (2,)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotStarted);
    tokio::time::sleep(Duration::from_millis(600)).await;
    let story = super::story(&gate, &ledger, &error).await;
    let late = story.iter().find(|record| record.event == Event::BodyEndedLate).unwrap();
    assert_eq!((late.result, late.outcome), (Some("deadline_exceeded"), Some(Outcome::NotStarted)));
}

/// Panics or blocks when it is written out.
struct Hostile(bool);

impl Serialize for Hostile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 {
            std::panic::panic_any("a serializer of the user's");
        }
        std::thread::sleep(Duration::from_millis(400));
        serializer.serialize_unit()
    }
}

impl crate::Disclose for Hostile {}

impl schemars::JsonSchema for Hostile {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hostile".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        true.into()
    }
}

/// Answers with something hostile.
#[capability(read, timeout = "50ms")]
fn written(panics: bool) -> Hostile {
    Hostile(panics)
}

#[tokio::test]
async fn an_output_that_panics_or_blocks_when_it_is_encoded_harms_nobody() {
    let (gate, _) = gate(written);
    let begin = Instant::now();
    let panicked = gate.call_json("written", &Caller::local(), r#"{"panics": true}"#).await.unwrap_err();
    let blocked = gate.call_json("written", &Caller::local(), r#"{"panics": false}"#).await.unwrap_err();
    assert_eq!((panicked.code(), blocked.code()), (Code::Panicked, Code::DeadlineExceeded));
    assert!(begin.elapsed() < Duration::from_millis(300), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn threads_that_are_all_stuck_refuse_and_come_back() {
    /// Holds its thread.
    #[capability(read, timeout = "20ms", concurrency = 8)]
    fn holds() {
        std::thread::sleep(Duration::from_millis(500));
    }
    let gate = builder(holds).ledger(Memory::new()).max_body_threads(2).build().unwrap();
    let call = async || gate.call(holds, &Caller::local(), ()).await;
    let _ = tokio::join!(call(), call(), call());
    let error = call().await.unwrap_err();
    assert_eq!(error.code(), Code::Overloaded);
    let patience = Instant::now();
    while gate.body_threads().written_off > 0 || gate.free_permits(holds) != Some(8) {
        assert!(patience.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(call().await.unwrap_err().code(), Code::DeadlineExceeded, "it is served again");
}

#[tokio::test]
async fn a_body_runs_on_a_thread_of_the_pool_inside_the_callers_runtime() {
    /// Says where it runs.
    #[capability(read)]
    async fn place() -> (String, bool) {
        tokio::time::sleep(Duration::from_millis(1)).await;
        let thread = std::thread::current();
        (thread.name().unwrap_or_default().to_owned(), tokio::runtime::Handle::try_current().is_ok())
    }
    let (gate, _) = gate(place);
    let (thread, inside) = gate.call(place, &Caller::local(), ()).await.unwrap();
    assert!(thread.starts_with("portcullis-body"), "{thread}");
    assert!(inside);
}
