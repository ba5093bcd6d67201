//! What the ledger holds: a line for each call, whatever a caller sends and however the process ends.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use portcullis::ledger::{Event, JsonLinesError};
use portcullis::prelude::*;
use portcullis::{BoundedString, BoundedVec, Outcome, testing};
use portcullis_tests::corpus;
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

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line:?}"));
    text.lines().map(parse).collect()
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
    let path = folder.path().join("audit.jsonl");
    let gate = Gate::builder()
        .capability(note)
        .authorizer(Permits::none().permit(Caller::local(), note))
        .ledger(JsonLines::open(&path).unwrap())
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

    let lines = lines(&path);
    assert_eq!(lines.len(), 1 + answered + references.len(), "one line for the start, and one for each call");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        !text.chars().any(|character| character != '\n' && hides(character)),
        "a raw control character is in the file"
    );
    for (index, line) in lines.iter().enumerate() {
        assert_eq!(line["sequence"], index as u64 + 1);
    }
}

/// Says that it has begun to change something.
#[capability(
    write,
    rate = "1000000/s",
    concurrency = 64,
    allow(print_in_body, reason = "the parent process reads what was done")
)]
fn act(call: &Call) {
    println!("did {}", call.reference());
}

const CHILD: &str = "PORTCULLIS_TEST_CHILD_LEDGER";

/// Run by the test below in a process of its own, which is killed.
#[test]
fn child_that_acts_until_it_is_killed() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let gate = Gate::builder()
            .capability(act)
            .authorizer(Permits::none().permit(Caller::local(), act))
            .ledger(JsonLines::open(path).unwrap())
            .build()
            .unwrap();
        for _ in 0..8 {
            let gate = gate.clone();
            tokio::spawn(async move { while gate.call(act, &Caller::local(), ()).await.is_ok() {} });
        }
        tokio::time::sleep(Duration::from_secs(20)).await;
    });
}

#[test]
fn what_was_done_before_a_kill_was_recorded_before_it_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let mut done = Vec::new();
    for round in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child_that_acts_until_it_is_killed", "--exact", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        for line in output.by_ref().take(20 + round * 7) {
            done.extend(line.unwrap().split("did ").nth(1).map(str::to_owned));
        }
        child.kill().unwrap();
        done.extend(
            output.map_while(Result::ok).filter_map(|line| Some(line.split("did ").nth(1)?.to_owned())),
        );
        child.wait().unwrap();
    }
    assert!(done.len() > 200, "{} effects in 12 rounds", done.len());

    let text = std::fs::read_to_string(&path).unwrap();
    let mut sequence = 0;
    let mut intents = HashSet::new();
    let mut torn = 0;
    for line in text.lines() {
        let Ok(record) = serde_json::from_str::<Value>(line) else {
            torn += 1;
            continue;
        };
        sequence += 1;
        assert!(record["sequence"].as_u64().unwrap() >= sequence - torn, "numbers go on after a restart");
        if record["event"] == "call.intent" {
            intents.insert(record["reference"].as_str().unwrap().to_owned());
        }
    }
    assert!(torn <= 12, "at most one torn line for each kill");
    let missing: Vec<_> = done.iter().filter(|reference| !intents.contains(*reference)).collect();
    assert!(missing.is_empty(), "{} of {} effects have no intent on disk", missing.len(), done.len());
}

#[test]
fn a_second_writer_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let _first = JsonLines::open(&path).unwrap();
    assert!(matches!(JsonLines::open(&path), Err(JsonLinesError::InUse)));
}

#[test]
fn a_file_that_is_no_ledger_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "milk\nbread\n").unwrap();
    assert!(matches!(JsonLines::open(&path), Err(JsonLinesError::NotALedger)));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "milk\nbread\n");
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_ledger() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let _ledger = JsonLines::open(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
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

#[test]
fn a_foreign_file_without_a_line_end_is_left_alone_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "milk").unwrap();
    assert!(matches!(JsonLines::open(&path), Err(JsonLinesError::NotALedger)));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "milk");
}

#[tokio::test]
async fn a_line_torn_at_any_byte_loses_no_other_and_numbers_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.jsonl");
    let record = async |path: &Path| {
        let gate = Gate::builder().ledger(JsonLines::open(path).unwrap()).build().unwrap();
        let _ = gate.call_json("nothing", &Caller::local(), "{}").await;
        gate.flush().await.unwrap();
    };
    record(&whole).await;
    let bytes = std::fs::read(&whole).unwrap();
    let first_line = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for length in 1..bytes.len() {
        let path = folder.path().join(format!("{length}.jsonl"));
        std::fs::write(&path, &bytes[..length]).unwrap();
        record(&path).await;
        let text = std::fs::read_to_string(&path).unwrap();
        let sequences: Vec<u64> = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok()?["sequence"].as_u64())
            .collect();
        let kept = usize::from(length >= first_line - 1) + usize::from(length == bytes.len() - 1);
        let expected: Vec<u64> = (1..=kept as u64 + 2).collect();
        assert_eq!(sequences, expected, "cut at byte {length}");
    }
}
