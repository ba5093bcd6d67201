//! What the ledger holds: a line for each call, whatever a caller sends.

use std::collections::HashSet;

use portcullis::ledger::{Event, journal};
use portcullis::prelude::*;
use portcullis::{BoundedString, BoundedVec, Outcome, testing};
use portcullis_tests::{corpus, lines_of};
use serde_json::Value;

#[data]
struct Message {
    #[validate(length(max = 2000), allow_control)]
    text: String,
    title: Option<BoundedString<2000>>,
    lines: BoundedVec<BoundedString<2000>, 4>,
}

/// Notes what it is sent.
#[capability(read, rate = "1000000/s")]
fn note(call: &Call, #[input] message: Message) -> Message {
    call.note("text", &message.text);
    call.note("title", message.title.clone());
    for line in message.lines.iter() {
        call.note("line", line);
    }
    message
}

/// Turns the reader's eyes, or the terminal.
fn hides(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[tokio::test]
async fn naughty_strings_leave_one_parseable_line_each() {
    let Some(strings) = corpus("blns.json") else { return };
    let mut strings: Vec<String> = serde_json::from_str(&strings).unwrap();
    assert!(strings.len() > 500);
    // The corpus has few of what is worst for a log.
    strings.extend(
        ["a\nb", "\u{202e}desrever", "\u{1b}[2J", "\u{0}", "\u{85}", "\u{e0041}", "\u{2028}", "\r", "\"}"]
            .map(String::from),
    );

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    let gate = Gate::builder()
        .capability(note)
        .authorizer(Permits::none().permit(Caller::local(), note))
        .ledger(Journal::open(&path).unwrap())
        .build()
        .unwrap();
    let mut references = HashSet::new();
    let mut answered = 0;
    for string in &strings {
        let field = |name: &str| {
            let mut message = serde_json::json!({"text": "", "title": null, "lines": []});
            message[name] =
                if name == "lines" { serde_json::json!([string]) } else { string.as_str().into() };
            message.to_string()
        };
        for name in ["text", "title", "lines"] {
            match gate.call_json("note", &Caller::local(), field(name)).await {
                Ok(answer) => {
                    let back: Value = serde_json::from_slice(&answer).unwrap();
                    let sent: Value = serde_json::from_str(&field(name)).unwrap();
                    assert_eq!(back, sent);
                    answered += 1;
                }
                Err(error) => {
                    assert!(references.insert(error.reference().to_string()));
                    assert!(
                        string.chars().any(char::is_control) || string.chars().count() > 2000,
                        "{string:?}: {error}"
                    );
                }
            }
        }
        // As a capability's name, which is the one text of the caller's that the ledger shows.
        let error = gate.call_json(string, &Caller::local(), "{}").await.unwrap_err();
        assert!(references.insert(error.reference().to_string()));
        // As a key that nobody knows.
        let error = gate
            .call_json("note", &Caller::local(), serde_json::json!({ string: 1 }).to_string())
            .await
            .unwrap_err();
        assert!(references.insert(error.reference().to_string()));
    }
    gate.flush().await.unwrap();

    let lines = lines_of(&path);
    let expected = 2 + answered + references.len();
    assert_eq!(lines.len(), expected, "one line for the ledger, one for the gate, and one for each call");
    for (index, line) in lines.iter().enumerate() {
        assert!(!line.chars().any(hides), "a raw control character is in {line:?}");
        let record: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line:?}"));
        assert_eq!(record["sequence"], index as u64 + 1);
    }
}

/// Waits for ever.
#[capability(read, timeout = "50ms", allow(hardcoded_secret, reason = "shows that exceptions are on record"))]
async fn wait(call: &Call) -> bool {
    call.note("step", 1);
    std::future::pending().await
}

#[tokio::test]
async fn an_exception_and_its_reason_are_on_record() {
    let gate = testing::Gate::new();
    let _ = gate.call(wait, ()).await;
    let records = gate.records().await;
    assert_eq!(records[0].event, Event::GateStarted);
    let exception = records[1].exception.unwrap();
    assert_eq!((exception.code, exception.reason), ("P305", "shows that exceptions are on record"));
}

#[tokio::test]
async fn what_a_body_noted_before_its_deadline_is_kept() {
    let gate = testing::Gate::new();
    let error = gate.call(wait, ()).await.unwrap_err();
    let records = gate.records().await;
    let record = records.iter().find(|record| record.event == Event::CallFinished).unwrap();
    assert_eq!((record.reference, record.outcome), (Some(error.reference()), Some(Outcome::NoEffect)));
    assert_eq!(record.notes[0].value, 1);
}

/// Notes more than there is room for.
#[capability(read)]
fn chatter(call: &Call) {
    for number in 0..20 {
        call.note("number", number);
    }
    call.note("long", "x".repeat(300));
}

#[tokio::test]
async fn notes_are_bounded_and_what_is_dropped_is_counted() {
    let gate = testing::Gate::new();
    gate.call(chatter, ()).await.unwrap();
    let records = gate.records().await;
    let record = records.last().unwrap();
    assert_eq!((record.notes.len(), record.notes_dropped), (16, 5));
}

/// Changes something, and panics on the way if it is told to.
#[capability(write, rate = "1000000/s", allow(panic_in_body, reason = "the outcome of a panic is not known"))]
fn change(panics: bool) {
    assert!(!panics, "as it was told");
}

fn changing(journal: Journal) -> Gate {
    Gate::builder()
        .capability(change)
        .authorizer(Permits::none().permit(Caller::local(), change))
        .ledger(journal)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_gate_that_starts_again_knows_which_calls_have_no_outcome() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    let gate = changing(Journal::open(&path).unwrap());
    gate.call(change, &Caller::local(), (false,)).await.unwrap();
    let error = gate.call(change, &Caller::local(), (true,)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    drop(gate);

    let journal = Journal::open(&path).unwrap();
    let [intent] = journal.open_intents() else { panic!("{:?}", journal.open_intents()) };
    assert_eq!((&*intent.reference, &*intent.capability), (&*error.reference().to_string(), "change"));
    let gate = changing(journal);
    gate.call(change, &Caller::local(), (false,)).await.unwrap();
    drop(gate);
    assert_eq!(
        journal::verify(&path).unwrap().open_intents.len(),
        1,
        "it stays open until somebody finds out"
    );
}

#[tokio::test]
async fn numbers_and_chain_go_on_over_restarts_and_segments() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    for _ in 0..3 {
        let gate = changing(Journal::at(&path).segment_bytes(4096).open().unwrap());
        for _ in 0..20 {
            gate.call(change, &Caller::local(), (false,)).await.unwrap();
        }
    }
    let verified = journal::verify(&path).unwrap();
    assert!(verified.segments > 6, "{verified:?}");
    let sequences: Vec<_> = journal::entries(&path).unwrap().map(|entry| entry.unwrap().sequence()).collect();
    assert!((1..=verified.records).eq(sequences));
    let count =
        |event: &str| lines_of(&path).iter().filter(|line| line.contains(&format!("\"{event}\""))).count();
    assert_eq!((count("call.intent"), count("call.finished"), count("ledger.opened")), (60, 60, 3));
    assert_eq!(count("ledger.rotated") as u64, verified.segments - 3);
}

#[tokio::test]
async fn a_gate_does_not_start_on_a_damaged_ledger_until_its_owner_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    drop(changing(Journal::open(&path).unwrap()));
    let segment = path.join("0000000001.segment");
    let mut bytes = std::fs::read(&segment).unwrap();
    let last = bytes.len() - 2;
    bytes[last] ^= 4;
    std::fs::write(&segment, &bytes).unwrap();

    let Err(journal::JournalError::Damaged(damages)) = Journal::open(&path) else { panic!("it opens") };
    assert_eq!((damages[0].segment, damages[0].frame), (1, 3));
    assert!(Journal::at(&path).acknowledge_damage("1.0.", "another one").open().is_err());
    let id = damages[0].id();
    let gate = changing(Journal::at(&path).acknowledge_damage(&id, "the disk was replaced").open().unwrap());
    gate.call(change, &Caller::local(), (false,)).await.unwrap();
    drop(gate);
    // On record from now on.
    drop(changing(Journal::open(&path).unwrap()));
    assert_eq!(journal::verify(&path).unwrap().acknowledged, damages);
    assert_eq!(std::fs::read(&segment).unwrap(), bytes, "what is damaged stays as it is");
    let acknowledged =
        journal::entries(&path).unwrap().flatten().find(|entry| entry.json().contains(&id)).unwrap();
    assert!(acknowledged.json().contains("the disk was replaced"), "{}", acknowledged.json());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ledger_is_whole_at_every_moment_while_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    let gate = changing(Journal::at(&path).segment_bytes(8192).open().unwrap());
    let load = tokio::spawn(async move {
        for _ in 0..300 {
            gate.call(change, &Caller::local(), (false,)).await.unwrap();
        }
    });
    let (mut times, mut records) = (0, 0);
    while !load.is_finished() {
        let verified = journal::verify(&path).unwrap();
        assert!(verified.records >= records);
        (times, records) = (times + 1, verified.records);
        tokio::task::yield_now().await;
    }
    load.await.unwrap();
    assert!(times > 1, "{times}");
}
