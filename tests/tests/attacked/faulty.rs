//! Fakes that are slow and fakes that panic: where that is borne nothing is found, and each fault that shows under them alone
//! is. Here the stand-in is for the client of a warehouse.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use portcullis::call::Context;
use portcullis::ledger::Record;
use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::testing::{Answering, Attack, Fakes, Invariant, Target, attack};
use portcullis::{Code, State, attack_test};
use portcullis_tests::{Trusted, guarding};

use super::shop::assert_found;

/// What stands in for the warehouse's client.
struct Warehouse {
    fakes: Fakes,
    /// What it knows, and nobody may read.
    password: String,
    stock: Mutex<u32>,
    busy: AtomicBool,
}

impl Warehouse {
    fn new(fakes: &Fakes) -> State<Self> {
        let password = fakes.canary("password of the warehouse");
        State::new(Warehouse {
            fakes: fakes.clone(),
            password,
            stock: Mutex::new(7),
            busy: AtomicBool::new(false),
        })
    }

    fn count(&self) -> u32 {
        self.fakes.step();
        *self.stock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a shelf.
#[capability(read, timeout = "300ms")]
fn count(#[grant] warehouse: State<Warehouse>, #[validate(range(max = 9))] shelf: u32) -> u32 {
    warehouse.count() + shelf
}

/// Waits for the count of a shelf.
#[capability(read, timeout = "300ms", concurrency = 2, breaker(failures = 2, cooldown = "1s"))]
async fn wait(#[grant] warehouse: State<Warehouse>, shelf: Option<bool>) -> u32 {
    warehouse.fakes.step_async().await;
    u32::from(shelf.is_some())
}

/// Takes one out.
#[capability(write, timeout = "300ms")]
fn take(#[grant] warehouse: State<Warehouse>, #[validate(range(max = 9))] shelf: u32) -> u32 {
    let count = warehouse.count();
    *warehouse.stock.lock().unwrap_or_else(PoisonError::into_inner) = count.wrapping_sub(1);
    shelf
}

fn warehouse(fakes: &Fakes) -> Gate {
    let permits = Permits::none()
        .permit(Caller::local(), count)
        .permit(Caller::local(), wait)
        .permit(Caller::local(), take);
    Gate::builder()
        .capability(count)
        .capability(wait)
        .capability(take)
        .grant(Warehouse::new(fakes))
        .authorizer(permits)
        .ledger(Trusted(Memory::new()))
        .build()
        .unwrap()
}

/// A gate over one capability and the warehouse.
macro_rules! over {
    ($fakes:expr, $capability:ident) => {
        guarding($capability).grant(Warehouse::new($fakes)).ledger(Memory::new()).build().unwrap()
    };
}

#[tokio::test]
async fn a_sound_gate_holds_while_its_fakes_are_slow_and_panic() {
    let fakes = Fakes::new();
    let report = attack(warehouse(&fakes)).fakes(&fakes).with_effects().run().await;
    assert!(report.is_clean(), "{report}");
    let told = report.to_string();
    for capability in ["count", "wait", "take"] {
        let line = told.lines().find(|line| line.trim_start().starts_with(capability)).unwrap();
        assert!(line.contains(Code::DeadlineExceeded.as_str()), "{line}");
        assert!(line.contains(Code::Panicked.as_str()), "{line}");
    }
    // And sound again.
    fakes.step();
}

#[attack_test]
fn a_test_is_given_its_fakes(fakes: &Fakes) -> Gate {
    warehouse(fakes)
}

#[attack_test]
async fn a_test_that_awaits_is_given_its_fakes(
    fakes: &Fakes,
) -> Result<Attack<Gate>, portcullis::BuildError> {
    fakes.step_async().await;
    Ok(attack(warehouse(fakes)).only("wait/fakes"))
}

// The function may be called as a parameter, and the parameter as one likes.
#[attack_test]
async fn fakes(mut r#loop: Fakes) -> Attack<Gate> {
    r#loop = r#loop.clone();
    attack(warehouse(&r#loop)).only("count/fakes")
}

/// Tells what went wrong.
#[capability(read, timeout = "300ms")]
fn tell(#[grant] warehouse: State<Warehouse>) -> String {
    let counted = catch_unwind(AssertUnwindSafe(|| warehouse.count()));
    match counted {
        Ok(count) => count.to_string(),
        Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
    }
}

#[tokio::test]
async fn a_panic_of_a_fake_that_is_told_to_the_caller_is_found() {
    let fakes = Fakes::new();
    let report = attack(over!(&fakes, tell)).fakes(&fakes).run().await;
    assert_found(&report, Invariant::NoInside, "tell/fakes/panicking", 2);
    assert!(report.to_string().contains("PORTCULLIS_ATTACK='tell/fakes/panicking' cargo test"), "{report}");
}

/// Notes what went wrong.
#[capability(read, timeout = "300ms")]
fn note(call: &Call, #[grant] warehouse: State<Warehouse>) -> Option<u32> {
    let counted = catch_unwind(AssertUnwindSafe(|| warehouse.count()));
    let noted = counted
        .map_err(|panic| call.note("why", panic.downcast_ref::<String>().cloned().unwrap_or_default()));
    noted.ok()
}

#[tokio::test]
async fn a_panic_of_a_fake_that_is_recorded_is_found() {
    let fakes = Fakes::new();
    let report = attack(over!(&fakes, note)).fakes(&fakes).run().await;
    assert_found(&report, Invariant::NoSecret, "note/fakes/panicking", 2);
}

/// Shows what it should not.
#[capability(read, timeout = "300ms")]
fn show(#[grant] warehouse: State<Warehouse>, #[validate(range(max = 9))] shelf: u32) -> String {
    if shelf == 9 { warehouse.password.clone() } else { warehouse.count().to_string() }
}

#[tokio::test]
async fn a_canary_that_was_made_for_a_fake_is_found_when_it_leaves() {
    let fakes = Fakes::new();
    let warehouse = Warehouse::new(&fakes);
    let gate = guarding(show).grant(warehouse.clone()).ledger(Memory::new()).build().unwrap();
    let report = attack(gate).fakes(&fakes).only("show/bound").run().await;
    assert_found(&report, Invariant::NoSecret, "show/bound", 12);
    let told = report.to_string();
    assert!(told.contains("the answer holds the canary password of the warehouse"), "{told}");
    assert!(!told.contains(&warehouse.password), "the report itself holds it");
}

/// Asks the warehouse before the gate is asked.
struct Before(Gate, Fakes);

impl Target for Before {
    fn gate(&self) -> &Gate {
        &self.0
    }

    fn call<'a>(
        &'a self,
        name: &'a str,
        caller: &'a Caller,
        input: Vec<u8>,
        context: Context,
    ) -> Answering<'a> {
        Box::pin(async move {
            self.1.step_async().await;
            self.0.call_json_with(name, caller, input, context).await
        })
    }
}

fn before(fakes: &Fakes) -> Before {
    Before(over!(fakes, count), fakes.clone())
}

#[tokio::test]
async fn what_waits_for_a_slow_fake_where_no_deadline_holds_is_found() {
    let fakes = Fakes::new();
    let attack = attack(before(&fakes)).fakes(&fakes).margin(Duration::from_millis(200));
    let report = attack.only("count/fakes/slow").run().await;
    assert_found(&report, Invariant::InTime, "count/fakes/slow", 12);
}

#[tokio::test]
async fn a_panic_of_a_fake_that_reaches_the_caller_is_found() {
    let fakes = Fakes::new();
    let report = attack(before(&fakes)).fakes(&fakes).only("count/fakes/panicking").run().await;
    assert_found(&report, Invariant::NoInside, "count/fakes/panicking", 12);
}

/// Asks the warehouse who may do what, and blocks the thread that answers.
struct Blocking(Fakes);

impl Authorizer for Blocking {
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        self.0.step();
        let stranger = request.caller.to_string().contains("stranger");
        Ok(if stranger { Decision::Forbid } else { Decision::Permit })
    }
}

#[tokio::test]
async fn a_policy_that_blocks_for_a_slow_fake_is_found() {
    let fakes = Fakes::new();
    let gate = guarding(count).grant(Warehouse::new(&fakes)).authorizer(Blocking(fakes.clone()));
    let gate = gate.ledger(Memory::new()).build().unwrap();
    let attack = attack(gate).fakes(&fakes).margin(Duration::from_millis(200));
    let report = attack.only("count/fakes/slow").run().await;
    assert_found(&report, Invariant::InTime, "count/fakes/slow", 12);
}

/// Counts under a lock, and takes for granted that nobody panicked with it.
#[capability(read, timeout = "300ms")]
fn locked(#[grant] warehouse: State<Warehouse>) -> Result<u32, Internal> {
    let stock = warehouse.stock.lock().map_err(|_| "the lock is poisoned")?;
    warehouse.fakes.step();
    Ok(*stock)
}

#[tokio::test]
async fn a_gate_that_does_not_survive_a_panicking_fake_is_found() {
    let fakes = Fakes::new();
    let report = attack(over!(&fakes, locked)).fakes(&fakes).run().await;
    assert_found(&report, Invariant::StillWorks, "locked/fakes/panicking", 2);
    assert!(report.to_string().contains("with sound fakes again the caller reads `failed`"), "{report}");
}

/// Counts if nobody else does, and takes for granted that it ends.
#[capability(read, timeout = "300ms")]
async fn alone(#[grant] warehouse: State<Warehouse>) -> Result<u32, Internal> {
    if warehouse.busy.swap(true, Ordering::SeqCst) {
        Err("somebody counts")?;
    }
    warehouse.fakes.step_async().await;
    warehouse.busy.store(false, Ordering::SeqCst);
    Ok(7)
}

#[tokio::test]
async fn a_gate_that_does_not_survive_a_slow_fake_is_found() {
    let fakes = Fakes::new();
    let report = attack(over!(&fakes, alone)).fakes(&fakes).only("alone/fakes/slow").run().await;
    assert_found(&report, Invariant::StillWorks, "alone/fakes/slow", 2);
}

/// Loses what is recorded of calls that end so, or their permits.
struct Losing {
    gate: Gate,
    end: &'static str,
    ended: Arc<AtomicUsize>,
    permits: bool,
}

impl Target for Losing {
    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn records(&self) -> Vec<Record> {
        let (mut records, all) = (Target::records(&self.gate), usize::from(!self.permits));
        let ended = |record: &Record| record.result == Some(self.end);
        self.ended.fetch_add(records.iter().filter(|record| ended(record)).count(), Ordering::SeqCst);
        records.retain(|record| all == 0 || !ended(record));
        records
    }

    fn free_permits(&self, name: &str) -> Option<usize> {
        let lost = if self.permits { self.ended.load(Ordering::SeqCst) } else { 0 };
        Target::free_permits(&self.gate, name).map(|free| free.saturating_sub(lost))
    }
}

#[tokio::test]
async fn a_call_that_panicked_and_is_not_recorded_is_found() {
    let fakes = Fakes::new();
    let gate = over!(&fakes, count);
    let losing = Losing { gate, end: "panicked", ended: Arc::default(), permits: false };
    let report = attack(losing).fakes(&fakes).run().await;
    assert_found(&report, Invariant::RecordedOnce, "count/fakes/panicking", 12);
}

#[tokio::test]
async fn a_permit_that_a_slow_fake_keeps_is_found() {
    let fakes = Fakes::new();
    let gate = over!(&fakes, count);
    let losing = Losing { gate, end: "deadline_exceeded", ended: Arc::default(), permits: true };
    let attack = attack(losing).fakes(&fakes).margin(Duration::from_millis(200));
    let report = attack.only("count/fakes/slow").run().await;
    assert_found(&report, Invariant::PermitsReturn, "count/fakes", 12);
}

/// Reaches nothing.
#[capability(read)]
fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

#[attack_test]
#[should_panic(expected = "no fake was asked, so none was slow and none panicked; call `fakes.step()`")]
fn fakes_that_nobody_asks_fail_the_test(fakes: &Fakes) -> Gate {
    // To ask while the gate is made shows nothing.
    fakes.step();
    guarding(add).ledger(Memory::new()).build().unwrap()
}

#[tokio::test]
async fn fakes_that_only_an_effect_would_ask_ask_for_leave() {
    let fakes = Fakes::new();
    let gate = guarding(take).grant(Warehouse::new(&fakes)).ledger(Trusted(Memory::new())).build().unwrap();
    let report = attack(gate).fakes(&fakes).run().await;
    assert!(!report.is_clean() && report.to_string().contains("let what has an effect run"), "{report}");
}

/// Counts once, and remembers it.
#[capability(read, timeout = "300ms")]
fn remember(#[grant] warehouse: State<Warehouse>) -> u32 {
    if !warehouse.busy.swap(true, Ordering::SeqCst) {
        return warehouse.count();
    }
    *warehouse.stock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[tokio::test]
async fn what_was_asked_too_early_to_show_anything_is_told() {
    let fakes = Fakes::new();
    let permits = Permits::none().permit(Caller::local(), add).permit(Caller::local(), remember);
    let gate = Gate::builder().capability(add).capability(remember).grant(Warehouse::new(&fakes));
    let gate = gate.authorizer(permits).ledger(Memory::new()).build().unwrap();
    let report = attack(gate).fakes(&fakes).run().await;
    let told = report.to_string();
    assert!(!report.is_clean() && told.contains("`add` asks no fake"), "{told}");
    assert!(told.contains("`remember` asks no fake"), "{told}");
    assert!(told.contains("the first calls alone ask them"), "{told}");
}
