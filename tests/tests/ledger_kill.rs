//! A process is killed at any moment while it writes its ledger, again and again; nothing is lost and nothing invented.
//!
//! `PORTCULLIS_KILLS=2000 cargo test -p portcullis-tests --test ledger_kill` kills more often than the 50 times that
//! are usual.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use portcullis::ledger::journal;
use portcullis::prelude::*;
use portcullis_tests::lines_of;
use serde_json::Value;

/// How many calls are made at the same time.
const CALLS: usize = 8;

/// A new ledger is begun after so many kills: each start reads all of it.
const KILLS_OF_ONE: usize = 25;

/// Says that it changes something, once its intent is on disk.
#[capability(
    write,
    rate = "1000000/s",
    concurrency = 64,
    allow(print_in_body, reason = "the parent process reads what was done")
)]
fn act(call: &Call) -> String {
    println!("did {}", call.reference());
    call.reference().to_string()
}

const LEDGER: &str = "PORTCULLIS_TEST_LEDGER_OF_CHILD";

/// Run by the test below in a process of its own, which is killed.
#[test]
fn child_that_acts_until_it_is_killed() {
    let Some(path) = std::env::var_os(LEDGER) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        println!("begins");
        let gate = Gate::builder()
            .capability(act)
            .authorizer(Permits::none().permit(Caller::local(), act))
            .ledger(Journal::at(path).segment_bytes(16 * 1024).open().unwrap())
            .build()
            .unwrap();
        println!("started");
        for _ in 0..CALLS {
            let gate = gate.clone();
            tokio::spawn(async move {
                while let Ok(reference) = gate.call(act, &Caller::local(), ()).await {
                    if gate.flush().await.is_ok() {
                        println!("kept {reference}");
                    }
                }
            });
        }
        // Until the parent kills this process, or is gone itself.
        let mut line = String::new();
        let _ = tokio::task::spawn_blocking(move || std::io::stdin().read_line(&mut line)).await;
        std::process::exit(1);
    });
}

/// What the child said.
#[derive(Default)]
struct Said {
    /// References of effects: their intents had been acknowledged.
    done: Vec<String>,
    /// References of calls whose end had been acknowledged.
    kept: Vec<String>,
    starts: usize,
}

impl Said {
    /// A line that the kill has torn says nothing.
    fn hear(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("did", reference)) if reference.len() == 26 => self.done.push(reference.to_owned()),
            Some(("kept", reference)) if reference.len() == 26 => self.kept.push(reference.to_owned()),
            _ => self.starts += usize::from(line == "started"),
        }
    }
}

fn child(ledger: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["child_that_acts_until_it_is_killed", "--exact", "--nocapture"])
        .env(LEDGER, ledger)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Starts a process on the ledger and kills it at a moment that nobody chose: while it opens it, or after some calls.
fn kill_one(ledger: &Path, said: &mut Said, random: &mut u64) {
    let mut next = || {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *random >> 33
    };
    let mut child = child(ledger);
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    for line in output.by_ref() {
        said.hear(&line);
        if line.ends_with("begins") {
            break;
        }
    }
    if next() % 4 > 0 {
        let calls = next() % 120;
        output.by_ref().take(calls as usize).for_each(|line| said.hear(&line));
    }
    std::thread::sleep(Duration::from_micros(next() % 2000));
    child.kill().unwrap();
    output.for_each(|line| said.hear(&line));
    child.wait().unwrap();
}

fn assert_nothing_lost_or_invented(ledger: &Path, said: &Said, kills: usize) {
    let verified = journal::verify(ledger).unwrap_or_else(|error| panic!("after {kills} kills: {error}"));
    assert!(verified.acknowledged.is_empty());
    let (mut intents, mut finished) = (HashSet::new(), HashSet::new());
    for (number, line) in (1..).zip(lines_of(ledger)) {
        let record: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(record["sequence"], number, "no number is left out and none comes twice");
        let reference = || record["reference"].as_str().unwrap().to_owned();
        match record["event"].as_str().unwrap() {
            "call.intent" => assert!(intents.insert(reference()), "an intent comes twice"),
            "call.finished" => assert!(finished.insert(reference()), "a call ended twice"),
            "ledger.opened" | "ledger.rotated" | "ledger.recovered" | "gate.started"
            | "exception.declared" => {}
            other => panic!("nobody wrote {other}"),
        }
    }
    let done: HashSet<_> = said.done.iter().cloned().collect();
    let lost: Vec<_> = done.difference(&intents).collect();
    assert!(lost.is_empty(), "{} of {} effects have no intent on disk", lost.len(), done.len());
    let lost = said.kept.iter().filter(|kept| !finished.contains(*kept)).count();
    assert_eq!(lost, 0, "of {} calls whose end was acknowledged", said.kept.len());
    let invented: Vec<_> = finished.difference(&done).collect();
    assert!(invented.is_empty(), "{} calls are said to have ended that did nothing", invented.len());
    let undone = intents.difference(&done).count();
    assert!(undone <= CALLS * kills, "{undone} intents of calls that nobody made");
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_after_it_and_nothing_else() {
    let kills = std::env::var("PORTCULLIS_KILLS").map_or(50, |kills| kills.parse().unwrap());
    // Another order in each run; the moments are the machine's anyhow.
    let mut random = u64::from(std::process::id());
    let (mut effects, mut torn) = (0, 0);
    for begin in (0..kills).step_by(KILLS_OF_ONE) {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("audit");
        let mut said = Said::default();
        let of_this = KILLS_OF_ONE.min(kills - begin);
        for _ in 0..of_this {
            kill_one(&ledger, &mut said, &mut random);
            torn += journal::verify(&ledger).map_or(0, |verified| verified.torn_tails.len());
        }
        // It starts again, and says what it cut.
        drop(Journal::open(&ledger).unwrap());
        assert_nothing_lost_or_invented(&ledger, &said, of_this);
        assert!(journal::verify(&ledger).unwrap().torn_tails.is_empty());
        assert!(said.starts > 0);
        effects += said.done.len();
    }
    println!("{kills} kills, {effects} effects, {torn} torn ends");
    assert!(effects > kills, "{effects} effects in {kills} kills");
}
