use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use portcullis::ledger::journal;
use serde_json::{Value, json};

use super::{files, stderr, stdout};

/// Sends the messages, closes the input, and gives what came.
fn session(folder: &Path, arguments: &[&str], state: &Path, messages: &[Value]) -> Output {
    let mut child = files()
        .arg("serve")
        .arg(folder)
        .args(arguments)
        .env("XDG_STATE_HOME", state)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for message in messages {
        // A server that has ended reads nothing; its output says why.
        let _ = writeln!(input, "{message}");
    }
    // A client that goes away takes its calls along, so it waits for its last answer.
    let mut said = Vec::new();
    let asked: Vec<&Value> = messages.iter().filter_map(|message| message.get("id")).collect();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for _ in asked {
        output.read_until(b'\n', &mut said).unwrap();
    }
    drop(input);
    output.read_to_end(&mut said).unwrap();
    let ended = child.wait_with_output().unwrap();
    Output { stdout: said, ..ended }
}

fn handshake() -> Vec<Value> {
    vec![
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
    ]
}

#[test]
fn only_protocol_is_on_stdout_and_the_ledger_is_not_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "hello").unwrap();
    let mut messages = handshake();
    messages.push(json!({"jsonrpc": "2.0", "id": 2, "method": "tools/list"}));
    let output = session(folder.path(), &[], state.path(), &messages);

    assert!(output.status.success(), "{}", stderr(&output));
    let replies: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(replies.iter().all(|reply| reply["jsonrpc"] == "2.0"));
    let tools = replies.iter().find(|reply| reply["id"] == 2).unwrap()["result"]["tools"].as_array().unwrap();
    let names: Vec<_> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["list", "read", "search", "stat"]);

    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let ledgers: Vec<_> =
        fs::read_dir(state.path().join("portcullis-files")).unwrap().map(Result::unwrap).collect();
    assert_eq!(ledgers.len(), 1);
    assert!(stderr(&output).contains(ledgers[0].path().to_str().unwrap()), "{}", stderr(&output));
    let mut records = journal::entries(ledgers[0].path()).unwrap();
    assert!(records.any(|record| record.unwrap().json().contains("gate.started")));
}

#[test]
fn the_folder_is_changed_only_if_its_owner_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    let mut messages = handshake();
    messages.push(json!({"jsonrpc": "2.0", "id": 2, "method": "tools/list"}));
    messages.push(json!({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {
        "name": "write", "arguments": {"path": "a.txt", "text": "hello"}}}));
    let _refused = session(folder.path(), &[], state.path(), &messages);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    let output = session(folder.path(), &["--write"], state.path(), &messages);
    let replies: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let tools = replies.iter().find(|reply| reply["id"] == 2).unwrap()["result"]["tools"].as_array().unwrap();
    let names: Vec<_> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["copy", "delete", "list", "move", "read", "search", "stat", "trash", "write"]);
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "hello", "{}", stdout(&output));
}

/// A session in which the client answers what it is asked.
fn deletion(arguments: &[&str]) -> (bool, Vec<Value>) {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "hello").unwrap();
    let mut messages = handshake();
    messages[0]["params"]["capabilities"] = json!({"elicitation": {}});
    messages.push(json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "delete", "arguments": {"path": "a.txt"}}}));
    let mut child = files()
        .arg("serve")
        .arg(folder.path())
        .args(arguments)
        .env("XDG_STATE_HOME", state.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for message in messages {
        writeln!(input, "{message}").unwrap();
    }
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let message: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let is_last = message["id"] == 2 && message.get("result").is_some();
        if message["method"] == "elicitation/create" {
            let result = json!({"action": "accept", "content": {"approve": true}});
            let reply = json!({"jsonrpc": "2.0", "id": message["id"], "result": result});
            writeln!(input, "{reply}").unwrap();
        }
        said.push(message);
        if is_last {
            break;
        }
    }
    drop(input);
    child.wait().unwrap();
    (folder.path().join("a.txt").exists(), said)
}

#[test]
fn a_client_asks_its_user_for_a_deletion_only_if_it_is_trusted() {
    let (is_there, said) = deletion(&["--write", "--trust-client"]);
    assert!(!is_there, "{said:?}");

    let (is_there, said) = deletion(&["--write"]);
    assert!(is_there, "{said:?}");
    assert!(said.iter().all(|message| message["method"] != "elicitation/create"), "{said:?}");
    let refusal = said.last().unwrap()["result"]["content"][0]["text"].as_str().unwrap();
    assert!(refusal.contains("approval_required"), "{refusal}");
}

#[test]
fn the_ledger_may_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    let ledger = state.path().join("deeper/audit");
    let output = session(folder.path(), &["--ledger", ledger.to_str().unwrap()], state.path(), &handshake());
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(journal::verify(&ledger).unwrap().segments, 1);
}

#[test]
fn a_ledger_in_the_served_folder_is_refused_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    let named =
        |path: &Path| session(folder.path(), &["--ledger", path.to_str().unwrap()], state.path(), &[]);
    let below = named(&folder.path().join("new/audit"));
    let itself = named(folder.path());
    let by_default = session(folder.path(), &[], &folder.path().join("state"), &[]);
    for output in [below, itself, by_default] {
        let error = stderr(&output);
        assert!(!output.status.success() && output.stdout.is_empty());
        assert!(
            error.contains("where callers could read it") && error.contains("--ledger FOLDER"),
            "{error}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_symlink_into_the_served_folder_does_not_hide_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path(), state.path().join("link")).unwrap();
    let ledger = state.path().join("link/new/audit");
    let output = session(folder.path(), &["--ledger", ledger.to_str().unwrap()], state.path(), &[]);
    assert!(!output.status.success());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_no_ledger_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    let notes = state.path().join("notes.txt");
    fs::write(&notes, "my notes\n").unwrap();
    let output = session(folder.path(), &["--ledger", notes.to_str().unwrap()], state.path(), &[]);
    assert!(!output.status.success());
    assert!(stderr(&output).contains("name another folder with `--ledger FOLDER`"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&notes).unwrap(), "my notes\n");
}
