//! Attacks that worked once, each named after the promise that it broke.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use portcullis::clock::Clock;
use portcullis::ledger::{Event, Ledger, Record};
use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::{Authority, Code, Effect, Outcome};
use portcullis_tests::{Trusted, guarding, poll_once};

#[failure]
enum Trouble {
    #[public("it did not work")]
    Broken,
}

/// Does the first of two steps, and sees that its time is up.
#[capability(write, timeout = "50ms")]
fn half(call: &Call) -> Result<(), Internal> {
    while call.remaining() > Duration::ZERO {}
    call.checkpoint()?;
    Ok(())
}

#[tokio::test]
async fn a_write_that_stops_at_its_checkpoint_is_unknown_and_not_completed() {
    let ledger = Memory::new();
    let gate = guarding(half).ledger(Trusted(ledger.clone())).build().unwrap();
    let error = gate.call(half, &Caller::local(), ()).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::DeadlineExceeded, Outcome::Unknown));
    tokio::time::sleep(Duration::from_millis(100)).await;
    gate.flush().await.unwrap();
    let outcomes: Vec<_> = ledger.records().iter().filter_map(|record| record.outcome).collect();
    assert!(!outcomes.contains(&Outcome::Completed), "{outcomes:?}");
}

/// Fails after a while.
#[capability(write)]
async fn fails() -> Result<(), Trouble> {
    tokio::time::sleep(Duration::from_millis(5)).await;
    Err(Trouble::Broken)
}

#[tokio::test]
async fn a_failure_that_nobody_took_is_on_record_as_a_failure() {
    let ledger = Memory::new();
    let gate = guarding(fails).ledger(Trusted(ledger.clone())).build().unwrap();
    {
        let local = Caller::local();
        let mut call = pin!(gate.call(fails, &local, ()));
        assert!(poll_once(call.as_mut()).is_pending());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    gate.flush().await.unwrap();
    assert_eq!(ledger.records().last().unwrap().outcome, Some(Outcome::Failed));
}

/// Panics, or blocks, when a call gets its clone.
struct Sly {
    clones: Arc<AtomicU32>,
    panics: bool,
}

impl Clone for Sly {
    fn clone(&self) -> Self {
        // The first clone is the gate's own, when it is built.
        if self.clones.fetch_add(1, Ordering::SeqCst) > 0 {
            assert!(!self.panics, "in a clone");
            std::thread::sleep(Duration::from_millis(400));
        }
        Sly { clones: self.clones.clone(), panics: self.panics }
    }
}

impl Authority for Sly {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "sly";
    fn describe(&self) -> String {
        "nothing".into()
    }
}

/// Takes it.
#[capability(read, timeout = "50ms")]
fn takes(#[grant] sly: Sly) {
    let _ = sly;
}

#[tokio::test]
async fn an_authority_that_panics_when_it_is_cloned_panics_no_caller() {
    let gate = guarding(takes)
        .grant(Sly { clones: Arc::default(), panics: true })
        .ledger(Memory::new())
        .build()
        .unwrap();
    let answer = tokio::spawn(async move { gate.call(takes, &Caller::local(), ()).await }).await;
    assert_eq!(answer.unwrap().unwrap_err().code(), Code::Panicked);
}

#[tokio::test]
async fn an_authority_that_blocks_when_it_is_cloned_holds_up_no_answer() {
    let gate = guarding(takes)
        .grant(Sly { clones: Arc::default(), panics: false })
        .ledger(Memory::new())
        .build()
        .unwrap();
    let begin = Instant::now();
    let error = gate.call(takes, &Caller::local(), ()).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(begin.elapsed() < Duration::from_millis(200), "{:?}", begin.elapsed());
}

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            std::panic::panic_any(Bomb);
        }
    }
}

struct BombingPolicy;

impl Authorizer for BombingPolicy {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        std::panic::panic_any(Bomb)
    }
}

/// Reads.
#[capability(read, rate = "1000000/s")]
fn look() -> u8 {
    1
}

#[tokio::test]
async fn a_policy_whose_panic_panics_again_is_a_no() {
    let gate =
        Gate::builder().capability(look).authorizer(BombingPolicy).ledger(Memory::new()).build().unwrap();
    let answer = tokio::spawn(async move { gate.call(look, &Caller::local(), ()).await }).await;
    assert_eq!(answer.unwrap().unwrap_err().code(), Code::NotAuthorized);
}

struct BombingLedger(bool);

impl Ledger for BombingLedger {
    fn append(&mut self, _: &[Record]) -> std::io::Result<()> {
        // The gate's own first record is kept.
        if std::mem::replace(&mut self.0, true) { std::panic::panic_any(Bomb) } else { Ok(()) }
    }
    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }
    fn is_durable(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn a_ledger_whose_panic_panics_again_does_not_end_the_process() {
    let gate = guarding(look).ledger(BombingLedger(false)).build().unwrap();
    gate.call(look, &Caller::local(), ()).await.unwrap();
    assert!(gate.flush().await.is_err());
    tokio::time::sleep(Duration::from_millis(100)).await;
}

#[test]
fn a_call_outside_a_runtime_panics_before_anything_has_happened() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    /// Changes something.
    #[capability(write, allow(global_state, reason = "the test counts how often it ran"))]
    fn change() {
        RUNS.fetch_add(1, Ordering::SeqCst);
    }
    let ledger = Memory::new();
    let gate = guarding(change).ledger(Trusted(ledger.clone())).build().unwrap();
    let called = gate.clone();
    let _ =
        std::thread::spawn(move || poll_once(pin!(called.call(change, &Caller::local(), ()))).is_pending())
            .join();
    drop(gate);
    assert_eq!(RUNS.load(Ordering::SeqCst), 0);
    let intents = ledger.records().into_iter().filter(|record| record.event == Event::CallIntent).count();
    assert_eq!(intents, 0, "a body was about to start");
}

struct Wrong(Arc<AtomicBool>);

impl Clock for Wrong {
    fn now(&self) -> Instant {
        Instant::now()
    }
    fn utc(&self) -> SystemTime {
        match self.0.load(Ordering::SeqCst) {
            true => SystemTime::UNIX_EPOCH - Duration::from_secs(1),
            false => SystemTime::now(),
        }
    }
}

#[tokio::test]
async fn a_clock_that_was_before_1970_for_a_moment_does_not_close_the_gate() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = Arc::new(AtomicBool::new(false));
    let ledger = Journal::open(folder.path().join("audit")).unwrap();
    let gate = guarding(look).clock(Wrong(wrong.clone())).ledger(ledger).build().unwrap();
    wrong.store(true, Ordering::SeqCst);
    let _ = gate.call(look, &Caller::local(), ()).await;
    assert_eq!(gate.flush().await, Ok(()));
    wrong.store(false, Ordering::SeqCst);
    assert_eq!(gate.call(look, &Caller::local(), ()).await, Ok(1));
}

/// Goes on telling its progress.
#[capability(read, timeout = "40ms")]
fn tells(call: &Call) {
    for step in 0..30 {
        std::thread::sleep(Duration::from_millis(5));
        call.progress(step, Some(30));
    }
}

#[tokio::test]
async fn nobody_hears_of_progress_after_the_answer() {
    let gate = guarding(tells).ledger(Memory::new()).build().unwrap();
    let (answered, after) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let told = (answered.clone(), after.clone());
    let context = portcullis::call::Context::new().progress(Arc::new(move |_, _| {
        told.1.fetch_add(u32::from(told.0.load(Ordering::SeqCst)), Ordering::SeqCst);
    }));
    let _ = gate.call_json_with("tells", &Caller::local(), "{}", context).await;
    answered.store(true, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(250)).await;
    assert_eq!(after.load(Ordering::SeqCst), 0);
}

/// Notes something when it is too late.
#[capability(write, timeout = "30ms")]
fn notes_late(call: &Call) {
    std::thread::sleep(Duration::from_millis(80));
    call.note("rows", 17);
}

#[tokio::test]
async fn what_a_body_notes_after_its_deadline_is_on_record() {
    let ledger = Memory::new();
    let gate = guarding(notes_late).ledger(Trusted(ledger.clone())).build().unwrap();
    let _ = gate.call(notes_late, &Caller::local(), ()).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    gate.flush().await.unwrap();
    let last = ledger.records().pop().unwrap();
    assert_eq!((last.event, last.notes.len()), (Event::BodyEndedLate, 1));
}

fn block() {
    std::thread::sleep(Duration::from_secs(1));
}

/// Starts tasks that block.
#[capability(read, timeout = "200ms")]
async fn swarm(call: &Call) {
    let tasks: Vec<_> = (0..64).map(|_| call.spawn(async { block() })).collect();
    for task in tasks {
        let _ = task.await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_that_block_use_up_their_own_capabilitys_room_and_nobody_elses() {
    let permits = Permits::none().permit(Caller::local(), swarm).permit(Caller::local(), look);
    let gate = Gate::builder()
        .capability(swarm)
        .capability(look)
        .authorizer(permits)
        .ledger(Memory::new())
        .build()
        .unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let gate = gate.clone();
        calls.spawn(async move { gate.call(swarm, &Caller::local(), ()).await });
    }
    calls.join_all().await;
    assert_eq!(gate.call(look, &Caller::local(), ()).await, Ok(1), "{:?}", gate.body_threads());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_calls_that_nobody_may_make_refuses_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Journal::open(folder.path().join("audit")).unwrap();
    let gate = guarding(look).ledger(ledger).build().unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let flood = {
        let (gate, stop) = (gate.clone(), stop.clone());
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let _ = poll_once(pin!(gate.call_json("nobody", &Caller::local(), "")));
            }
        })
    };
    let (begin, mut refused, mut calls) = (Instant::now(), 0, 0);
    while begin.elapsed() < Duration::from_secs(2) {
        calls += 1;
        refused += u32::from(gate.call(look, &Caller::local(), ()).await.is_err());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    stop.store(true, Ordering::Relaxed);
    flood.join().unwrap();
    assert_eq!(refused, 0, "of {calls}");
}

/// Takes numbers.
#[capability(read)]
fn count(#[validate(length(max = 1000))] numbers: Vec<u8>) -> usize {
    numbers.len()
}

#[tokio::test]
async fn indented_json_of_the_largest_legal_input_passes() {
    let gate = guarding(count).ledger(Memory::new()).build().unwrap();
    let input = serde_json::to_vec_pretty(&serde_json::json!({"numbers": vec![255; 1000]})).unwrap();
    let answer = gate.call_json("count", &Caller::local(), input).await;
    assert_eq!(answer.map_err(|error| error.to_string()), Ok(b"1000".to_vec()));
}

#[cfg(unix)]
#[test]
fn a_device_is_no_ledger() {
    assert!(Journal::open("/dev/null").is_err());
}
