//! A server on the standard streams of a real process, in which everything else writes to them as well.
//!
//! This file is both sides: started with `SERVE` set, it is the server.
#![allow(clippy::print_stdout, reason = "to show that it does no harm, and in place of a test harness")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use portcullis::State;
use portcullis::prelude::*;
use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};
use tokio::sync::Notify;

const SERVE: &str = "PORTCULLIS_MCP_TEST_SERVE";

fn main() -> ExitCode {
    if std::env::var_os(SERVE).is_some() {
        return server();
    }
    let tests: [(&str, fn()); 4] = [
        ("nothing_but_protocol_is_on_stdout", nothing_but_protocol_is_on_stdout),
        ("the_process_ends_when_its_input_ends", the_process_ends_when_its_input_ends),
        ("the_process_can_end_while_its_input_is_open", the_process_can_end_while_its_input_is_open),
        ("the_streams_are_taken_once", the_streams_are_taken_once),
    ];
    if std::env::args().any(|argument| argument == "--list") {
        tests.iter().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    for (name, test) in tests {
        test();
        println!("test {name} ... ok");
    }
    ExitCode::SUCCESS
}

/// Writes to the standard output, and reads from the standard input, in all the ways that a library might.
fn everywhere() -> bool {
    println!("printed");
    let _ = std::io::stdout().write_all(b"written without an end");
    let _ = std::io::stdout().flush();
    let printed = std::thread::spawn(|| println!("printed by a thread")).join();
    let mut shell = Command::new("sh");
    let child = shell.args(["-c", "echo printed by a child; cat"]).status();
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    printed.is_ok() && child.is_ok_and(|status| status.success()) && read.is_ok_and(|bytes| bytes == 0)
}

/// Is noisy.
#[capability(read)]
fn noisy() -> bool {
    everywhere()
}

/// Ends the process.
#[capability(read)]
fn leave(#[grant] signal: State<Notify>) -> bool {
    signal.notify_one();
    true
}

#[tokio::main(flavor = "current_thread")]
async fn server() -> ExitCode {
    let leave_now = State::new(Notify::new());
    let gate = Gate::builder()
        .capability(noisy)
        .capability(leave)
        .grant(leave_now.clone())
        .authorizer(Permits::none().permit(Caller::local(), noisy).permit(Caller::local(), leave))
        .ledger(Memory::new())
        .build()
        .unwrap();
    // Waits in the buffer of `stdout`, and must not come out between two messages.
    print!("printed before");
    tokio::select! {
        served = gate.serve_stdio() => served.unwrap(),
        () = leave_now.notified() => return ExitCode::from(7),
    }
    eprintln!("again: {}", gate.serve_stdio().await.unwrap_err());
    ExitCode::SUCCESS
}

struct Session {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Session {
    fn start() -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .env(SERVE, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut session = Session { process, input, output };
        let params = json!({"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}});
        session.request("initialize", &params);
        session
    }

    fn send(&mut self, method: &str, params: &Value) {
        let line = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        self.input.write_all(format!("{line}\n").as_bytes()).unwrap();
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.send(method, params);
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let reply: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line}"));
        assert_eq!((&reply["jsonrpc"], &reply["id"]), (&json!("2.0"), &json!(1)), "{reply}");
        reply
    }

    /// Ends the input. Gives what else was on stdout, what was on stderr, and the exit status.
    fn end(mut self) -> (String, String, Option<i32>) {
        drop(self.input);
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        let mut errors = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        (rest, errors, self.process.wait().unwrap().code())
    }
}

fn nothing_but_protocol_is_on_stdout() {
    let mut session = Session::start();
    for _ in 0..3 {
        let reply = session.request("tools/call", &json!({"name": "noisy", "arguments": {}}));
        assert_eq!(reply["result"]["structuredContent"], json!({"result": true}), "{reply}");
    }
    let (rest, errors, status) = session.end();
    assert_eq!((rest.as_str(), status), ("", Some(0)), "{errors}");
    for printed in
        ["printed before", "printed\n", "without an end", "printed by a thread", "printed by a child"]
    {
        assert!(errors.contains(printed), "{printed} is on stderr: {errors}");
    }
}

fn the_process_ends_when_its_input_ends() {
    let session = Session::start();
    let begun = Instant::now();
    let (rest, errors, status) = session.end();
    assert_eq!((rest.as_str(), status), ("", Some(0)), "{errors}");
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

fn the_process_can_end_while_its_input_is_open() {
    let mut session = Session::start();
    session.send("tools/call", &json!({"name": "leave", "arguments": {}}));
    assert_eq!(session.process.wait().unwrap().code(), Some(7));
}

fn the_streams_are_taken_once() {
    let (_, errors, _) = Session::start().end();
    assert!(errors.contains("again: standard input and output have been taken"), "{errors}");
}
