//! What a caller is told of the effect, and whether to try again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{builder, gate, story};
use crate::authority::State;
use crate::call::Interrupted;
use crate::ledger::Event;
use crate::prelude::*;
use crate::{Code, Outcome, Reference};

#[failure]
enum Trouble {
    #[public("the shelf is empty")]
    Empty,
    #[public("the shelf is being filled", retryable)]
    Busy,
    #[public("the shelf may have been moved", unknown)]
    NotKnown,
    #[public("the floor does not answer", retryable)]
    Floor(#[from] Below),
}

/// Passes on, as libraries do, that the call was interrupted.
#[derive(Debug, thiserror::Error)]
#[error("below")]
struct Below(#[source] Interrupted);

#[data(input)]
enum Way {
    Answer,
    Empty,
    Busy,
    Panic,
    Hang,
    Cancelled,
    TimedUp,
    Step,
    Large,
    NotKnown,
    TimedUpBelow,
    StepBelow,
}

async fn go(way: &Way) -> Result<String, Trouble> {
    match way {
        Way::Answer => Ok("well".into()),
        Way::Empty => Err(Trouble::Empty),
        Way::Busy => Err(Trouble::Busy),
        Way::Panic => {
            let nothing: [u8; 0] = [];
            Ok(nothing
                .iter()
                .map(|_| 'x')
                .chain(std::iter::once(char::from(nothing[usize::from(nothing.is_empty())])))
                .collect())
        }
        Way::Hang => std::future::pending().await,
        Way::Cancelled => Err(Interrupted::Cancelled.into()),
        Way::TimedUp => Err(Interrupted::DeadlineExceeded.into()),
        Way::Step => Err(Interrupted::TimedOut.into()),
        Way::Large => Ok("x".repeat(70_000)),
        Way::NotKnown => Err(Trouble::NotKnown),
        Way::TimedUpBelow => Err(Below(Interrupted::DeadlineExceeded).into()),
        Way::StepBelow => Err(Below(Interrupted::TimedOut).into()),
    }
}

/// Reads.
#[capability(read, timeout = "50ms")]
async fn look(way: Way) -> Result<String, Trouble> {
    go(&way).await
}

/// Writes.
#[capability(write, timeout = "50ms")]
async fn change(way: Way) -> Result<String, Trouble> {
    go(&way).await
}

#[tokio::test]
async fn a_read_has_no_effect_however_it_ends() {
    let (gate, _) = gate(look);
    for (way, code, outcome, retryable) in [
        (Way::Empty, Code::Failed, Outcome::Failed, false),
        (Way::Busy, Code::Failed, Outcome::Failed, true),
        (Way::Panic, Code::Panicked, Outcome::NoEffect, false),
        (Way::Hang, Code::DeadlineExceeded, Outcome::NoEffect, true),
        (Way::TimedUp, Code::DeadlineExceeded, Outcome::NoEffect, true),
        (Way::Cancelled, Code::Cancelled, Outcome::NoEffect, true),
        (Way::Step, Code::Failed, Outcome::Failed, false),
        (Way::Large, Code::OutputTooLarge, Outcome::NoEffect, false),
        (Way::NotKnown, Code::Failed, Outcome::NoEffect, false),
        (Way::TimedUpBelow, Code::DeadlineExceeded, Outcome::NoEffect, true),
        (Way::StepBelow, Code::Failed, Outcome::Failed, true),
    ] {
        let error = gate.call(look, &Caller::local(), (way,)).await.unwrap_err();
        assert_eq!(
            (error.code(), error.outcome(), error.is_retryable()),
            (code, outcome, retryable),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn an_effect_is_unknown_unless_the_body_said_how_it_ended() {
    let (gate, _) = gate(change);
    for (way, code, outcome, retryable) in [
        (Way::Empty, Code::Failed, Outcome::Failed, false),
        (Way::Busy, Code::Failed, Outcome::Failed, true),
        (Way::Panic, Code::Panicked, Outcome::Unknown, false),
        (Way::Hang, Code::DeadlineExceeded, Outcome::Unknown, false),
        (Way::TimedUp, Code::DeadlineExceeded, Outcome::Unknown, false),
        (Way::Cancelled, Code::Cancelled, Outcome::Unknown, false),
        (Way::Step, Code::Failed, Outcome::Failed, false),
        (Way::Large, Code::OutputTooLarge, Outcome::Completed, false),
        (Way::NotKnown, Code::Failed, Outcome::Unknown, false),
        (Way::TimedUpBelow, Code::DeadlineExceeded, Outcome::Unknown, false),
        (Way::StepBelow, Code::Failed, Outcome::Failed, true),
    ] {
        let error = gate.call(change, &Caller::local(), (way,)).await.unwrap_err();
        assert_eq!(
            (error.code(), error.outcome(), error.is_retryable()),
            (code, outcome, retryable),
            "{error:?}"
        );
    }
    assert_eq!(gate.call(change, &Caller::local(), (Way::Answer,)).await.unwrap(), "well");
}

/// Begins something, and passes an error on.
#[capability(write)]
fn begins() -> Result<(), Internal> {
    Err(std::io::Error::other("the answer was lost"))?
}

/// Looks something up, and passes an error on.
#[capability(read)]
fn looks_up() -> Result<(), Internal> {
    Err(std::io::Error::other("it is away"))?
}

#[tokio::test]
async fn an_internal_failure_does_not_know_how_far_the_body_came() {
    let (of_write, _) = gate(begins);
    let error = of_write.call(begins, &Caller::local(), ()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.outcome(), error.is_retryable()),
        (Code::Failed, Outcome::Unknown, false)
    );
    let (of_read, _) = gate(looks_up);
    let error = of_read.call(looks_up, &Caller::local(), ()).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::Failed, Outcome::NoEffect));
}

#[tokio::test]
async fn a_failure_says_its_public_text_and_the_ledger_its_name() {
    let (gate, ledger) = gate(look);
    let error = gate.call(look, &Caller::local(), (Way::Empty,)).await.unwrap_err();
    assert_eq!(error.to_string(), "the shelf is empty");
    assert_eq!(story(&gate, &ledger, &error).await[0].reason.as_deref(), Some("Empty"));
}

#[tokio::test]
async fn the_end_of_a_late_body_is_recorded_under_the_same_reference() {
    /// Finishes after its deadline.
    #[capability(write, timeout = "20ms", allow(blocking_in_async, reason = "shows a body that is late"))]
    async fn late() {
        std::thread::sleep(Duration::from_millis(120));
    }
    let (gate, ledger) = gate(late);
    let error = gate.call(late, &Caller::local(), ()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let story = story(&gate, &ledger, &error).await;
    let told: Vec<_> = story.iter().map(|record| (record.event, record.result, record.outcome)).collect();
    assert_eq!(
        told,
        [
            (Event::CallIntent, None, None),
            (Event::BodyStuck, None, None),
            (Event::CallFinished, Some("deadline_exceeded"), Some(Outcome::Unknown)),
            (Event::BodyEndedLate, Some("answered"), Some(Outcome::Completed)),
        ]
    );
}

#[tokio::test]
async fn a_late_failure_and_a_late_panic_are_told_apart() {
    /// Fails after its deadline.
    #[capability(write, timeout = "20ms")]
    fn fails_late() -> Result<(), Trouble> {
        std::thread::sleep(Duration::from_millis(80));
        Err(Trouble::Empty)
    }
    /// Panics after its deadline.
    #[capability(write, timeout = "20ms")]
    fn panics_late(divisor: u8) -> u8 {
        std::thread::sleep(Duration::from_millis(80));
        1 / divisor
    }
    let last = async |gate: Gate, ledger: crate::ledger::Memory, error: crate::CallError| {
        tokio::time::sleep(Duration::from_millis(250)).await;
        let story = story(&gate, &ledger, &error).await;
        story.last().map(|record| (record.event, record.result, record.outcome)).unwrap()
    };
    let (gate_one, ledger) = gate(fails_late);
    let error = gate_one.call(fails_late, &Caller::local(), ()).await.unwrap_err();
    assert_eq!(
        last(gate_one, ledger, error).await,
        (Event::BodyEndedLate, Some("failed"), Some(Outcome::Failed))
    );
    let (gate_two, ledger) = gate(panics_late);
    let error = gate_two.call(panics_late, &Caller::local(), (0,)).await.unwrap_err();
    assert_eq!(
        last(gate_two, ledger, error).await,
        (Event::BodyEndedLate, Some("panicked"), Some(Outcome::Unknown))
    );
}

type References = Arc<Mutex<Vec<Reference>>>;

/// Notes that it began, says whether that was in time, and waits for ever.
#[capability(read, timeout = "2ms", rate = "1000/s")]
async fn notes_and_waits(call: &Call, #[grant] in_time: State<References>) {
    call.note("began", true);
    // After the note: what is left now was left then.
    if !call.remaining().is_zero() {
        in_time.lock().unwrap_or_else(PoisonError::into_inner).push(call.reference());
    }
    std::future::pending().await
}

#[tokio::test]
async fn what_was_noted_before_the_deadline_is_in_the_record_of_the_call_and_not_in_that_of_its_end() {
    let (ledger, in_time) = (Memory::new(), References::default());
    let gate =
        builder(notes_and_waits).ledger(ledger.clone()).grant(State::new(in_time.clone())).build().unwrap();
    for _ in 0..200 {
        gate.call(notes_and_waits, &Caller::local(), ()).await.unwrap_err();
    }
    gate.flush().await.unwrap();
    let in_time = in_time.lock().unwrap();
    assert!(!in_time.is_empty());
    for record in ledger.records() {
        match record.event {
            _ if !record.reference.is_some_and(|reference| in_time.contains(&reference)) => {}
            Event::CallFinished => assert_eq!(record.notes.len(), 1),
            Event::BodyEndedLate => assert_eq!(record.notes.len(), 0),
            _ => {}
        }
    }
}
