//! Attacks that the gate repels, by callers, bodies and ledgers that mean harm. Each is named after the attack.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant, SystemTime};

use portcullis::bound::{Bounded, Faults, Path};
use portcullis::call::TaskError;
use portcullis::clock::Clock;
use portcullis::ledger::{Event, JournalError, Ledger, Record};
use portcullis::prelude::*;
use portcullis::{BoundedMap, BoundedString, Code, Outcome, RelativePath, State, testing};
use portcullis_tests::{Trusted, guarding, poll_once};
use serde_json::{Value, json};

const CANARY: &str = "xyzzy4711";

/// Waits for what another thread is about to do.
async fn until(holds: impl Fn() -> bool) {
    let begin = Instant::now();
    while !holds() {
        assert!(begin.elapsed() < Duration::from_secs(10), "it never came to that");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn is_end(record: &&Record) -> bool {
    matches!(record.event, Event::CallRefused | Event::CallFinished)
}

// --- What a refusal may say ---

#[data(input)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shape {
    Round { radius: u8 },
    Named { name: BoundedString<4> },
}

#[data(input)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Number(u8),
    Word(BoundedString<4>),
}

#[data(input)]
enum External {
    Nothing,
    Path(RelativePath<8>),
}

#[data(input)]
struct Beside {
    code: BoundedString<4>,
}

#[data(input)]
struct Everything {
    shape: Shape,
    second: Option<Shape>,
    adjacent: Adjacent,
    other: Adjacent,
    external: External,
    unit: External,
    path: RelativePath<8>,
    map: BoundedMap<BoundedString<4>, u8, 2>,
    numbered: BoundedMap<u8, BoundedString<4>, 2>,
    #[validate(length(max = 3), pattern = "^[a-z]*$")]
    word: String,
    #[validate(length(max = 3), must_match(other = word))]
    again: String,
    #[validate(length(max = 2))]
    list: Vec<(u8, char)>,
    #[validate(length(max = 40), email)]
    mail: String,
    #[validate(range(min = 1, max = 9))]
    number: i32,
    address: std::net::IpAddr,
    fraction: f32,
    #[serde(flatten)]
    beside: Beside,
}

/// Takes data of every shape.
#[capability(read, rate = "1000000/s")]
fn take(#[input] everything: Everything) -> bool {
    let _ = everything;
    true
}

fn accepted() -> Value {
    json!({
        "shape": {"kind": "round", "radius": 1}, "second": {"kind": "named", "name": "a"},
        "adjacent": {"t": "Number", "c": 1}, "other": {"t": "Word", "c": "a"},
        "external": {"Path": "a/b"}, "unit": "Nothing", "path": "a", "map": {"a": 1}, "numbered": {"1": "a"},
        "word": "a", "again": "a", "list": [[1, "a"]], "mail": "a@b.cc", "number": 1,
        "address": "::1", "fraction": 0.5, "code": "a",
    })
}

/// Every document that has the canary in the place of one value, of one key, or beside the keys of one object.
fn with_canaries(value: &Value) -> Vec<Value> {
    let mut documents = vec![
        json!(CANARY),
        json!(format!("../{CANARY}")),
        json!([CANARY]),
        json!({ CANARY: CANARY }),
        json!(format!("{CANARY}\u{0}\n")),
    ];
    match value {
        Value::Object(object) => {
            let mut more = object.clone();
            more.insert(CANARY.into(), json!(CANARY));
            documents.push(more.into());
            for (key, inner) in object {
                let mut renamed = object.clone();
                renamed.remove(key);
                renamed.insert(format!("{key}{CANARY}"), inner.clone());
                documents.push(renamed.into());
                documents.extend(with_canaries(inner).into_iter().map(|inner| {
                    let mut changed = object.clone();
                    changed.insert(key.clone(), inner);
                    changed.into()
                }));
            }
        }
        Value::Array(array) => {
            for (index, inner) in array.iter().enumerate() {
                documents.extend(with_canaries(inner).into_iter().map(|inner| {
                    let mut changed = array.clone();
                    changed[index] = inner;
                    changed.into()
                }));
            }
        }
        _ => {}
    }
    documents
}

#[tokio::test]
async fn no_place_of_the_input_echoes_what_was_sent() {
    let ledger = Memory::new();
    let gate = guarding(take).ledger(ledger.clone()).build().unwrap();
    let answer = gate.call_json("take", &Caller::local(), accepted().to_string()).await;
    assert_eq!(answer.unwrap(), b"true", "the document is good without a canary");

    let documents = with_canaries(&accepted());
    assert!(documents.len() > 150, "{}", documents.len());
    let mut codes = HashMap::new();
    for document in documents {
        let Err(error) = gate.call_json("take", &Caller::local(), document.to_string()).await else {
            continue;
        };
        let told = format!("{} {error} {error:?}", serde_json::to_string(&error).unwrap());
        assert!(!told.contains(CANARY), "{document} gave {told}");
        *codes.entry(error.code()).or_insert(0) += 1;
    }
    gate.flush().await.unwrap();
    assert!(!format!("{:?}", ledger.records()).contains(CANARY));
    assert!(codes[&Code::MalformedInput] > 50 && codes[&Code::InvalidInput] > 3, "{codes:?}");
}

// --- What is on record ---

/// A number whose author checks it by hand, and badly.
#[derive(serde::Deserialize)]
struct How(u8);

impl schemars::JsonSchema for How {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "How".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        u8::json_schema(generator)
    }
}

impl Bounded for How {
    const MAX_JSON_BYTES: usize = u8::MAX_JSON_BYTES;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        match self.0 {
            7 => std::panic::panic_any(CANARY),
            8.. => faults.add(at, "range", &[("max", 7.into())]),
            _ => {}
        }
    }
}

#[failure]
enum Trouble {
    #[public("it did not work")]
    Broken,
}

/// Ends as it is told.
#[capability(write, timeout = "50ms", max_output = "100B", concurrency = 2, rate = "1/h", burst = 12)]
async fn ends(how: How) -> Result<String, Trouble> {
    match how.0 {
        1 => Err(Trouble::Broken),
        2 => std::future::pending().await,
        3 => Ok("x".repeat(1000)),
        4 => Ok((1 / (how.0 - 4)).to_string()),
        _ => Ok(String::new()),
    }
}

#[tokio::test]
async fn however_a_call_ends_it_leaves_one_end_on_record_and_gives_its_permit_back() {
    let ledger = Memory::new();
    let gate = guarding(ends).ledger(Trusted(ledger.clone())).build().unwrap();
    let mut expected = Vec::new();
    for (name, input) in [
        ("ends", r#"{"how": 0}"#),
        ("ends", r#"{"how": 1}"#),
        ("ends", r#"{"how": 2}"#),
        ("ends", r#"{"how": 3}"#),
        ("ends", r#"{"how": 4}"#),
        ("ends", r#"{"how": 7}"#),
        ("ends", r#"{"how": 200}"#),
        ("ends", r#"{"how": -1}"#),
        ("ends", "{"),
        ("ends", &" ".repeat(100_000)),
        ("nobody", "{}"),
    ] {
        match gate.call_json(name, &Caller::local(), input).await {
            Ok(_) => expected.push("answered"),
            Err(error) => expected.push(error.code().as_str()),
        }
    }
    let error = gate.call(ends, &testing::caller("mallory"), (How(0),)).await.unwrap_err();
    expected.push(error.code().as_str());
    {
        let local = Caller::local();
        let (mut first, mut second) =
            (pin!(gate.call(ends, &local, (How(2),))), pin!(gate.call(ends, &local, (How(2),))));
        assert!(poll_once(first.as_mut()).is_pending() && poll_once(second.as_mut()).is_pending());
        expected.push(gate.call(ends, &local, (How(0),)).await.unwrap_err().code().as_str());
        expected.push(gate.call(ends, &local, (How(0),)).await.unwrap_err().code().as_str());
    }
    expected.extend(["cancelled", "cancelled"]);
    assert!(expected.contains(&"overloaded") && expected.contains(&"rate_limited"), "{expected:?}");

    until(|| gate.free_permits(ends) == Some(2)).await;
    gate.flush().await.unwrap();
    let records = ledger.records();
    let mut ends: HashMap<_, Vec<_>> = HashMap::new();
    for record in records.iter().filter(is_end) {
        ends.entry(record.reference).or_default().push(record.result.unwrap());
    }
    assert!(ends.values().all(|results| results.len() == 1), "{ends:?}");
    let mut told: Vec<_> = ends.into_values().flatten().collect();
    told.sort_unstable();
    expected.sort_unstable();
    assert_eq!(told, expected);
    for intent in records.iter().filter(|record| record.event == Event::CallIntent) {
        let end = records.iter().find(|record| is_end(record) && record.reference == intent.reference);
        assert!(end.is_some(), "an intent without an end: {intent:?}");
    }
}

/// Takes a moment.
#[capability(write, timeout = "5s", concurrency = 8, rate = "1000000/s")]
async fn moment() {
    tokio::time::sleep(Duration::from_micros(50)).await;
}

#[tokio::test]
async fn a_caller_that_vanishes_at_any_moment_leaves_one_record_and_no_permit() {
    let ledger = Memory::new();
    let gate = guarding(moment).ledger(Trusted(ledger.clone())).build().unwrap();
    for round in 0..200 {
        until(|| gate.free_permits(moment) == Some(8)).await;
        let patience = Duration::from_micros(round * 10);
        let _ = tokio::time::timeout(patience, gate.call(moment, &Caller::local(), ())).await;
    }
    until(|| gate.free_permits(moment) == Some(8)).await;
    gate.flush().await.unwrap();
    let records = ledger.records();
    let ends: Vec<_> = records.iter().filter(is_end).map(|record| record.reference.unwrap()).collect();
    assert_eq!(ends.len(), 200);
    assert_eq!(ends.iter().collect::<std::collections::HashSet<_>>().len(), 200);
    let sequences: Vec<_> = records.iter().map(|record| record.sequence).collect();
    assert_eq!(sequences, (1..=records.len() as u64).collect::<Vec<_>>());
}

#[test]
fn a_runtime_that_is_dropped_under_a_call_leaves_its_record_and_no_permit() {
    /// Waits for ever.
    #[capability(read, timeout = "5min")]
    async fn waits(#[grant] runs: State<AtomicU32>) {
        runs.fetch_add(1, Ordering::SeqCst);
        std::future::pending().await
    }
    let (ledger, runs) = (Memory::new(), State::new(AtomicU32::new(0)));
    let gate = guarding(waits).grant(runs.clone()).ledger(ledger.clone()).build().unwrap();
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let doomed = runtime();
    let called = gate.clone();
    doomed.spawn(async move { called.call(waits, &Caller::local(), ()).await });
    runtime().block_on(until(|| runs.load(Ordering::SeqCst) == 1));
    drop(doomed);
    runtime().block_on(async {
        until(|| gate.free_permits(waits) == Some(16)).await;
        gate.flush().await.unwrap();
    });
    let records = ledger.records();
    let end: Vec<_> = records.iter().filter(is_end).map(|record| (record.result, record.outcome)).collect();
    assert_eq!(end, [(Some("cancelled"), Some(Outcome::NoEffect))]);
}

// --- Ledgers that fail ---

/// Hangs until it is let go.
struct Hanging {
    may_go: Arc<(Mutex<bool>, Condvar)>,
    kept: Memory,
}

impl Ledger for Hanging {
    fn append(&mut self, records: &[Record]) -> std::io::Result<()> {
        // The gate's own first record is kept.
        if self.kept.records().is_empty() {
            return self.kept.append(records);
        }
        let (may_go, changed) = &*self.may_go;
        let going = changed.wait_while(may_go.lock().unwrap(), |may_go| !*may_go).unwrap();
        drop(going);
        self.kept.append(records)
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        true
    }
}

/// Counts how often it ran.
#[capability(write, timeout = "60ms")]
fn counted(#[grant] runs: State<AtomicU32>) {
    runs.fetch_add(1, Ordering::SeqCst);
}

/// Reads.
#[capability(read)]
fn look() -> u8 {
    1
}

#[tokio::test]
async fn a_disk_that_hangs_holds_up_no_answer_and_starts_no_body_afterwards() {
    let (may_go, kept, runs) =
        (Arc::new((Mutex::new(false), Condvar::new())), Memory::new(), State::new(AtomicU32::new(0)));
    let gate = Gate::builder()
        .capability(counted)
        .capability(look)
        .grant(runs.clone())
        .authorizer(Permits::none().permit(Caller::local(), counted).permit(Caller::local(), look))
        .ledger(Hanging { may_go: may_go.clone(), kept: kept.clone() })
        .build()
        .unwrap();
    let begin = Instant::now();
    let error = gate.call(counted, &Caller::local(), ()).await.unwrap_err();
    assert!(begin.elapsed() < Duration::from_millis(500), "{:?}", begin.elapsed());
    assert_eq!((error.code(), error.outcome()), (Code::DeadlineExceeded, Outcome::NotStarted));
    assert_eq!(gate.call(look, &Caller::local(), ()).await, Ok(1));

    *may_go.0.lock().unwrap() = true;
    may_go.1.notify_all();
    gate.flush().await.unwrap();
    until(|| gate.free_permits(counted) == Some(16)).await;
    assert_eq!(runs.load(Ordering::SeqCst), 0, "it was told as not started");
    let story: Vec<_> =
        kept.records().into_iter().filter(|record| record.reference == Some(error.reference())).collect();
    assert_eq!(story.first().map(|record| record.event), Some(Event::CallIntent));
}

/// Counts how often it ran, and is in no hurry.
#[capability(write)]
fn patient(#[grant] runs: State<AtomicU32>) {
    runs.fetch_add(1, Ordering::SeqCst);
}

/// Keeps the gate's own first record, and nothing after it.
struct Exploding(bool);

impl Ledger for Exploding {
    fn append(&mut self, _: &[Record]) -> std::io::Result<()> {
        assert!(!std::mem::replace(&mut self.0, true), "the disk is on fire");
        Ok(())
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn a_ledger_that_panics_closes_the_gate_and_nobody_waits_for_it() {
    let runs = State::new(AtomicU32::new(0));
    let gate = guarding(patient).grant(runs.clone()).ledger(Exploding(false)).build().unwrap();
    let error = gate.call(patient, &Caller::local(), ()).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::AuditUnavailable, Outcome::NotStarted));
    assert!(gate.flush().await.is_err());
    assert_eq!(
        gate.call_json("nobody", &Caller::local(), "").await.unwrap_err().code(),
        Code::AuditUnavailable
    );
    assert_eq!(runs.load(Ordering::SeqCst), 0);
    let begin = Instant::now();
    drop(gate);
    assert!(begin.elapsed() < Duration::from_millis(1500), "its end waits for nobody: {:?}", begin.elapsed());
}

#[cfg(unix)]
#[test]
fn a_second_writer_under_another_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let _first = Journal::open(path("audit")).unwrap();
    std::os::unix::fs::symlink(path("audit"), path("soft")).unwrap();
    for name in ["soft", "soft/../audit", "./audit/."] {
        assert!(matches!(Journal::open(path(name)), Err(JournalError::InUse)), "{name}");
    }
}

// --- Bodies that mean harm ---

/// Data that panics when it is dropped.
#[data]
struct Bomb {
    armed: bool,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.armed && !std::thread::panicking() {
            std::panic::panic_any(CANARY);
        }
    }
}

/// Gives back what it got.
#[capability(read, rate = "1000/s")]
fn defuse(#[input] bomb: Bomb) -> Bomb {
    bomb
}

#[tokio::test]
async fn data_that_panics_when_it_is_dropped_harms_nobody() {
    let ledger = Memory::new();
    let gate = guarding(defuse).ledger(ledger.clone()).build().unwrap();
    for _ in 0..50 {
        let error = gate.call_json("defuse", &Caller::local(), r#"{"armed": true}"#).await.unwrap_err();
        assert_eq!(error.code(), Code::Panicked);
        assert!(!format!("{error:?}").contains(CANARY));
    }
    assert_eq!(
        gate.call_json("defuse", &Caller::local(), r#"{"armed": false}"#).await.unwrap(),
        br#"{"armed":false}"#
    );
    assert_eq!(gate.free_permits(defuse), Some(16));
    gate.flush().await.unwrap();
    assert!(!format!("{:?}", ledger.records()).contains(CANARY));
}

#[data(output)]
struct Nested {
    inside: Option<Box<Nested>>,
}

/// Nests as deep as it is told.
#[capability(read)]
fn nest(#[validate(range(max = 5_000))] depth: u32) -> Nested {
    (0..depth).fold(Nested { inside: None }, |inside, _| Nested { inside: Some(Box::new(inside)) })
}

#[tokio::test]
async fn an_output_too_deep_to_be_read_back_is_withheld() {
    let gate = testing::Gate::new();
    assert!(gate.call_json(nest, r#"{"depth": 20}"#).await.is_ok());
    for depth in [200, 5_000] {
        let error = gate.call(nest, (depth,)).await.map(drop).unwrap_err();
        assert_eq!(error.code(), Code::OutputWithheld);
    }
}

/// Starts more tasks than it may, some of which panic.
#[capability(read)]
async fn swarm(call: &Call) -> (usize, usize, usize) {
    let tasks: Vec<_> = (0..100u32).map(|number| call.spawn(async move { 1 / (number % 2) })).collect();
    let mut ends = (0, 0, 0);
    for task in tasks {
        match task.await {
            Ok(_) => ends.0 += 1,
            Err(TaskError::Panicked) => ends.1 += 1,
            Err(_) => ends.2 += 1,
        }
    }
    ends
}

#[tokio::test]
async fn tasks_that_panic_or_are_too_many_harm_no_call() {
    let gate = testing::Gate::new();
    let (done, panicked, refused) = gate.call(swarm, ()).await.unwrap();
    assert_eq!(done + panicked + refused, 100);
    assert!(done > 0 && panicked > 0, "{done} {panicked} {refused}");
    assert_eq!(gate.records().await.last().unwrap().result, Some("answered"));
}

// --- Rates ---

/// Moves when it is told.
#[derive(Clone)]
struct Hands(Instant, Arc<Mutex<Duration>>);

impl Clock for Hands {
    fn now(&self) -> Instant {
        self.0 + *self.1.lock().unwrap()
    }

    fn utc(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + *self.1.lock().unwrap()
    }
}

/// Is asked often.
#[capability(read, rate = "10/s", burst = 4)]
fn often() {}

#[tokio::test]
async fn no_rhythm_of_calls_gets_more_than_the_rate_and_no_caller_uses_up_anothers() {
    let hands = Hands(Instant::now(), Arc::default());
    let callers = [testing::caller("alice"), testing::caller("bob")];
    let permits =
        callers.iter().fold(Permits::none(), |permits, caller| permits.permit(caller.clone(), often));
    let gate = Gate::builder()
        .capability(often)
        .authorizer(permits)
        .clock(hands.clone())
        .ledger(Memory::new())
        .build()
        .unwrap();
    let mut admitted = [Vec::new(), Vec::new()];
    let mut random = 4711_u64;
    for _ in 0..600 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = random >> 33;
        *hands.1.lock().unwrap() +=
            Duration::from_millis([0, 0, 1, 7, 99, 100, 101, 450][number as usize % 8]);
        let (who, now) = ((number >> 8) as usize % 2, *hands.1.lock().unwrap());
        match gate.call(often, &callers[who], ()).await {
            Ok(()) => admitted[who].push(now),
            Err(error) => {
                assert_eq!(error.code(), Code::RateLimited);
                let portcullis::CallError::Refused(refusal) = error else { panic!("no refusal") };
                let wait = refusal.retry_after.unwrap();
                assert!(wait > Duration::ZERO && wait <= Duration::from_millis(100), "{wait:?}");
                let recent = |since: &Duration| now.saturating_sub(*since) < Duration::from_millis(400);
                assert!(
                    admitted[who].iter().filter(|since| recent(since)).count() >= 1,
                    "refused after a pause"
                );
            }
        }
    }
    for times in &admitted {
        assert!(times.len() > 50);
        for (first, begin) in times.iter().enumerate() {
            for (last, end) in times.iter().enumerate().skip(first) {
                let most = 4 + (*end - *begin).as_millis() / 100;
                assert!(
                    (last - first + 1) as u128 <= most,
                    "{} calls in {:?}",
                    last - first + 1,
                    *end - *begin
                );
            }
        }
    }
}
