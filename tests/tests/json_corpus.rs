//! The JSON parsing suite (`corpora/json`), through the strict decoder: `y_` files must be taken, `n_` files must not,
//! and of the others none may crash.
//!
//! The suite lies beside the checkout, or where `PORTCULLIS_CORPORA` says. Once that is set, a suite that is not there is
//! a failure; else it is a note.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use portcullis::testing::{Malformed, decode_json};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Every value of JSON, typed: the suite goes through the code that serde derives, as well as through `Value`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(dead_code)]
enum Typed {
    Null(()),
    Boolean(bool),
    Natural(u64),
    Integer(i64),
    Number(f64),
    Text(String),
    Array(Vec<Typed>),
    Object(BTreeMap<String, Typed>),
}

/// An object with every file's document as its one field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Holder {
    document: Typed,
}

#[test]
fn what_must_be_taken_is_taken() {
    let Some(files) = files("y_") else { return };
    for (name, bytes) in &files {
        // Valid by the grammar, and refused all the same: two readers may see two documents in it.
        let repeats_a_key = name.starts_with("y_object_duplicated_key");
        for refusal in refusals(bytes) {
            match refusal {
                None => assert!(!repeats_a_key, "{name} repeats a key"),
                Some(malformed) => {
                    assert!(repeats_a_key, "{name}: {malformed}");
                    assert_eq!(malformed.problem.code(), "repeated_key", "{name}");
                }
            }
        }
    }
}

#[test]
fn what_must_be_refused_is_refused() {
    let Some(files) = files("n_") else { return };
    for (name, bytes) in &files {
        for refusal in refusals(bytes) {
            assert!(refusal.is_some(), "{name} was taken");
        }
    }
}

#[test]
fn what_may_be_either_does_not_crash() {
    let Some(files) = files("i_") else { return };
    for (name, bytes) in &files {
        for refusal in refusals(bytes).into_iter().flatten() {
            assert!(!refusal.to_string().is_empty(), "{name}");
        }
    }
}

#[test]
fn a_hundred_thousand_levels_are_too_deep_and_nothing_worse() {
    for level in ["[", r#"{"a":"#, r#"[{"a":"#, r#"{"document":["#, " [\n"] {
        let document = level.repeat(100_000);
        for refusal in refusals(document.as_bytes()) {
            assert_eq!(refusal.map(|malformed| malformed.problem.code()), Some("too_deep"), "{level}");
        }
    }
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for refusal in refusals(closed.as_bytes()) {
        assert_eq!(refusal.map(|malformed| malformed.problem.code()), Some("too_deep"));
    }
}

/// What the decoder says to a document by itself, untyped and typed, and to the document as a field of another.
fn refusals(document: &[u8]) -> [Option<Malformed>; 3] {
    let held = [br#"{"document":"#, document, b"}"].concat();
    [refusal::<Value>(document), refusal::<Typed>(document), refusal::<Holder>(&held)]
}

fn refusal<T: DeserializeOwned>(document: &[u8]) -> Option<Malformed> {
    decode_json::<T>(document).err()
}

/// The suite's files of one kind, with their names. None, with a note, if there is no suite here and none is asked for.
fn files(prefix: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let asked_for = std::env::var_os("PORTCULLIS_CORPORA").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let suite = asked_for.clone().unwrap_or(beside).join("json");
    if asked_for.is_none() && !suite.is_dir() {
        eprintln!("note: no JSON parsing suite at {}, so nothing was tested", suite.display());
        return None;
    }
    let entries = std::fs::read_dir(&suite).unwrap_or_else(|error| panic!("{}: {error}", suite.display()));
    let files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| entry.expect("an entry of the suite").path())
        .filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), path)))
        .filter(|(name, _)| name.starts_with(prefix))
        .map(|(name, path)| (name, std::fs::read(path).expect("a file of the suite")))
        .collect();
    assert!(!files.is_empty(), "{} has no {prefix} files", suite.display());
    Some(files)
}
