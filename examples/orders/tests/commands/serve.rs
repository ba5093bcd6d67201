use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use portcullis::ledger::journal;
use serde_json::{Value, json};

use super::{orders, stderr, stdout};

/// A client of `serve`, which answers what it is asked with a yes.
struct Session {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// How often its user was asked.
    elicited: usize,
}

impl Session {
    fn begin(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = orders()
            .arg("serve")
            .arg(folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut session = Session { child, input, output, elicited: 0 };
        session.ask(
            "initialize",
            &json!({"protocolVersion": "2025-06-18", "capabilities": {"elicitation": {}},
                "clientInfo": {"name": "test", "version": "1"}}),
        );
        session.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        session
    }

    fn send(&mut self, message: &Value) {
        writeln!(self.input, "{message}").unwrap();
    }

    /// One request, and its result. Whatever is on stdout must be protocol.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.send(&json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}));
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "it has ended");
            let message: Value = serde_json::from_str(&line).unwrap();
            if message["method"] == "elicitation/create" {
                self.elicited += 1;
                let result = json!({"action": "accept", "content": {"approve": true}});
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
            } else if message["id"] == 1 {
                return message["result"].clone();
            }
        }
    }

    fn call(&mut self, name: &str, arguments: &Value, key: Option<&str>) -> String {
        let mut params = json!({"name": name, "arguments": arguments});
        if let Some(key) = key {
            params["_meta"] = json!({ "idempotencyKey": key });
        }
        self.ask("tools/call", &params)["content"][0]["text"].as_str().unwrap().to_owned()
    }

    /// Goes away, and says whether it ended well.
    fn end(mut self) -> bool {
        drop(self.input);
        self.child.wait().unwrap().success()
    }
}

#[test]
fn a_client_sees_three_tools_and_orders_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::begin(folder.path(), &[]);
    let tools = session.ask("tools/list", &json!({}));
    let names: Vec<_> = tools["tools"].as_array().unwrap().iter().map(|tool| tool["name"].clone()).collect();
    assert_eq!(names, ["find_orders", "order_status", "refund"]);
    let order = session.call("order_status", &json!({"order": "A-1001"}), None);
    assert!(order.contains("a kettle"), "{order}");
    assert!(session.end());
    assert!(journal::verify(folder.path().join("ledger")).unwrap().records > 2);
}

#[test]
fn a_larger_refund_is_made_if_a_trusted_clients_user_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::begin(folder.path(), &["--trust-client"]);
    let paid = session.call("refund", &json!({"order": "A-1003", "cents": 12_000}), None);
    assert!(paid.contains(r#""refunded_cents":12000"#) && session.elicited == 1, "{paid}");
    assert!(session.end());
}

#[test]
fn a_client_that_nobody_trusts_is_not_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::begin(folder.path(), &[]);
    let refused = session.call("refund", &json!({"order": "A-1003", "cents": 12_000}), None);
    assert!(refused.contains("approval_required") && session.elicited == 0, "{refused}");
    assert!(session.end());
}

#[test]
fn a_refund_that_was_made_before_a_kill_is_answered_from_the_file_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let refund = |session: &mut Session| {
        session.call("refund", &json!({"order": "A-1005", "cents": 800}), Some("nails"))
    };
    let mut session = Session::begin(folder.path(), &[]);
    let first = refund(&mut session);
    session.child.kill().unwrap();
    session.child.wait().unwrap();
    let mut session = Session::begin(folder.path(), &[]);
    assert_eq!(refund(&mut session), first);
    // This shop is a new one: it was not asked.
    let order = session.call("order_status", &json!({"order": "A-1005"}), None);
    assert!(order.contains(r#""refunded_cents":0"#), "{order}");
    assert!(session.end());
}

#[test]
fn a_folder_that_cannot_be_used_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "my notes\n").unwrap();
    let in_use = tempfile::tempdir().unwrap();
    let first = Session::begin(in_use.path(), &[]);
    for path in [&file, &file.join("below"), in_use.path()] {
        let output = orders().arg("serve").arg(path).stdin(Stdio::null()).output().unwrap();
        assert!(!output.status.success() && stdout(&output).is_empty());
        assert!(stderr(&output).contains("help: name another"), "{}", stderr(&output));
    }
    assert!(first.end());
    assert_eq!(fs::read_to_string(&file).unwrap(), "my notes\n");
}
