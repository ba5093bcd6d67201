//! What `cargo portcullis ledger` prints and how it ends, through the built binary, on ledgers that gates wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use portcullis::ledger::journal;
use portcullis::prelude::*;
use tempfile::TempDir;

/// Changes something, unless it panics.
#[capability(write, allow(panic_in_body, reason = "the outcome of a panic is not known"))]
fn change(panics: bool) {
    assert!(!panics, "as it was told");
}

/// A ledger with an answered call, one that panicked, and a refused one with a name that turns the reader's eyes.
async fn ledger() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("audit");
    let gate = Gate::builder()
        .capability(change)
        .authorizer(Permits::none().permit(Caller::local(), change))
        .ledger(Journal::open(&path).expect("it opens"))
        .build()
        .expect("it builds");
    let me = Caller::local();
    gate.call(change, &me, (false,)).await.expect("it is answered");
    gate.call(change, &me, (true,)).await.expect_err("it panics");
    gate.call_json("\u{202e}esrever\u{1b}[2J", &me, "{}").await.expect_err("nobody knows it");
    gate.flush().await.expect("the ledger works");
    drop(gate);
    (folder, path)
}

fn run(path: &Path, arguments: &[&str]) -> Output {
    let (command, options) = arguments.split_first().expect("a command");
    Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"))
        .args(["ledger", command])
        .arg(path)
        .args(options)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it is text")
}

fn assert_ends(output: &Output, status: i32) -> (String, String) {
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{out}\n{err}");
    (out, err)
}

/// The reference of the call whose outcome is not known.
fn open_reference(path: &Path) -> String {
    let open = journal::verify(path).expect("it is whole").open_intents;
    assert_eq!(open.len(), 1);
    open[0].reference.clone()
}

/// Changes a byte in the middle of the last record but one.
fn damage(path: &Path) {
    let entries: Vec<_> =
        journal::entries(path).expect("it opens").map(|entry| entry.expect("it is whole")).collect();
    let entry = &entries[entries.len() - 2];
    let segment = path.join(format!("{:010}.segment", entry.segment()));
    let mut bytes = fs::read(&segment).expect("it is there");
    bytes[entry.offset() as usize + 80] ^= 1;
    fs::write(&segment, bytes).expect("it is ours");
}

#[tokio::test]
async fn verify_says_that_a_ledger_is_whole_and_which_calls_have_no_outcome() {
    let (_folder, path) = ledger().await;
    let (out, err) = assert_ends(&run(&path, &["verify"]), 0);
    assert!(out.starts_with("whole: 8 records, 1 segment, the last is record 8\n"), "{out}");
    assert!(out.contains("without an outcome: 1 call;") && out.contains(&open_reference(&path)), "{out}");
    assert_eq!(err, "");
}

#[tokio::test]
async fn verify_names_the_place_of_a_damage_and_ends_with_1() {
    let (_folder, path) = ledger().await;
    damage(&path);
    let (out, err) = assert_ends(&run(&path, &["verify"]), 1);
    assert_eq!(out, "");
    assert!(
        err.contains("segment 1, frame 7 at byte") && err.contains("record 7: its bytes were changed"),
        "{err}"
    );
    assert!(err.contains(".acknowledge_damage(\"1."), "{err}");
}

#[tokio::test]
async fn verify_knows_a_torn_end_and_ends_with_0() {
    let (_folder, path) = ledger().await;
    let segment = path.join("0000000001.segment");
    let bytes = fs::read(&segment).expect("it is there");
    fs::write(&segment, &bytes[..bytes.len() - 5]).expect("it is ours");
    let (out, _) = assert_ends(&run(&path, &["verify"]), 0);
    assert!(out.contains("whole: 7 records") && out.contains("torn: segment 1 ends in"), "{out}");
    let (_, err) = assert_ends(&run(&path, &["show"]), 0);
    assert!(err.contains("bytes at the end are no whole record"), "{err}");
}

#[tokio::test]
async fn verify_notices_by_a_hash_kept_elsewhere_that_the_end_was_cut() {
    let (_folder, path) = ledger().await;
    let entries: Vec<_> =
        journal::entries(&path).expect("it opens").map(|entry| entry.expect("it is whole")).collect();
    let [.., before, last] = entries.as_slice() else { panic!("there are more than two") };
    assert_ends(&run(&path, &["verify", "--holds", &last.hash()]), 0);
    let segment = path.join("0000000001.segment");
    let bytes = fs::read(&segment).expect("it is there");
    fs::write(&segment, &bytes[..last.offset() as usize]).expect("it is ours");
    assert_ends(&run(&path, &["verify"]), 0);
    assert_ends(&run(&path, &["verify", "--holds", &before.hash()]), 0);
    let (_, err) = assert_ends(&run(&path, &["verify", "--holds", &last.hash()]), 1);
    assert!(err.contains("its end was cut"), "{err}");
}

#[tokio::test]
async fn show_prints_a_table_for_people_without_what_turns_their_eyes() {
    let (_folder, path) = ledger().await;
    let (out, _) = assert_ends(&run(&path, &["show"]), 0);
    assert_eq!(out.lines().count(), 9);
    assert!(out.lines().next().is_some_and(|line| line.contains("RECORD  TIME (UTC)")), "{out}");
    assert!(out.contains("call.finished") && out.contains("panicked"), "{out}");
    assert!(out.contains(r"\u{202e}esrever\u{1b}[2J"), "{out}");
    assert!(
        !out.chars().any(|character| character != '\n' && character.is_control() || character == '\u{202e}')
    );
}

#[tokio::test]
async fn show_prints_the_records_as_they_are_for_programs() {
    let (_folder, path) = ledger().await;
    let (out, _) = assert_ends(&run(&path, &["show", "--json"]), 0);
    let entries: Vec<_> =
        journal::entries(&path).expect("it opens").map(|entry| entry.expect("it is whole")).collect();
    assert!(out.lines().eq(entries.iter().map(|entry| entry.json())), "{out}");
}

#[tokio::test]
async fn show_keeps_to_its_filters() {
    let (_folder, path) = ledger().await;
    let reference = open_reference(&path);
    let count = |options: &[&str]| {
        let all = [&["show", "--json"], options].concat();
        assert_ends(&run(&path, &all), 0).0.lines().count()
    };
    assert_eq!(count(&["--event", "call.intent"]), 2);
    assert_eq!(count(&["--event", "call"]), 5);
    assert_eq!(count(&["--event", "cal"]), 0);
    assert_eq!(count(&["--caller", "local"]), 5);
    assert_eq!(count(&["--caller", "loca"]), 0);
    assert_eq!(count(&["--capability", "change"]), 5);
    assert_eq!(count(&["--capability", "change", "--event", "call.finished"]), 2);
    assert_eq!(count(&["--reference", &reference]), 2);
    assert_eq!(count(&["--since", "1h"]), 8);
    assert_eq!(count(&["--since", "2999-01-01T00:00:00Z"]), 0);
    assert_ends(&run(&path, &["show", "--since", "soon"]), 2);
}

#[tokio::test]
async fn show_goes_on_after_a_damage_and_ends_with_1() {
    let (_folder, path) = ledger().await;
    damage(&path);
    let (out, err) = assert_ends(&run(&path, &["show", "--json"]), 1);
    assert_eq!(out.lines().count(), 6);
    assert!(err.contains("frame 7"), "{err}");
}

#[tokio::test]
async fn resolve_closes_a_call_without_an_outcome_once() {
    let (_folder, path) = ledger().await;
    let reference = open_reference(&path);
    let arguments = |outcome, by| {
        ["resolve", "--reference", &reference, "--outcome", outcome, "--by", by, "--note", "looked at it"]
    };
    assert_ends(&run(&path, &arguments("unknown", "ann")), 2);
    assert_ends(&run(&path, &arguments("failed", "")), 2);
    let held = Journal::open(&path).expect("nobody has it");
    let (_, err) = assert_ends(&run(&path, &arguments("failed", "ann")), 2);
    assert!(err.contains("in use"), "{err}");
    drop(held);
    let (out, _) = assert_ends(&run(&path, &arguments("failed", "ann")), 0);
    assert!(out.starts_with("recorded: change of ") && out.ends_with("is failed\n"), "{out}");
    let (_, err) = assert_ends(&run(&path, &arguments("failed", "ann")), 1);
    assert!(err.contains("no call of this reference waits for its outcome"), "{err}");
    let (out, _) = assert_ends(&run(&path, &["show", "--event", "call.resolved"]), 0);
    assert!(out.contains("looked at it") && out.contains(&reference), "{out}");
    let (out, _) = assert_ends(&run(&path, &["verify"]), 0);
    assert!(!out.contains("without an outcome"), "{out}");
}

#[test]
fn what_is_no_ledger_cannot_be_looked_at() {
    let folder = tempfile::tempdir().expect("there is room");
    let missing = folder.path().join("missing");
    for command in ["verify", "show"] {
        for path in [folder.path(), &missing] {
            let (out, err) = assert_ends(&run(path, &[command]), 2);
            assert!(out.is_empty() && err.starts_with("error: "), "{err}");
        }
    }
    assert!(!missing.exists());
    assert_ends(&run(&missing, &["resolve"]), 2);
}
