//! Loading and unloading: what is checked, what is recorded, and what becomes of calls in flight.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use portcullis::authority::State;
use portcullis::plugin::{LoadError, UnloadError};
use portcullis::prelude::*;
use portcullis::{BuildFault, Code};
use tokio::sync::Semaphore;

use super::{Alive, eventually, gate, plugin_events};

/// Answers once the door is open.
struct Doors {
    door: Arc<Semaphore>,
    entered: Arc<AtomicUsize>,
    is_unloaded: Arc<AtomicBool>,
    _alive: Alive,
}

#[secure_plugin(name = "doors", version = "2.1.0")]
impl Doors {
    /// Waits at the door.
    #[capability(read, timeout = "400ms")]
    async fn wait(&self) -> Result<bool, Internal> {
        self.entered.fetch_add(1, Ordering::SeqCst);
        let _permit = self.door.acquire().await?;
        Ok(self.is_unloaded.load(Ordering::SeqCst))
    }

    /// Holds its thread until the door is open, whatever its deadline.
    #[capability(read, timeout = "10ms")]
    fn block(&self) -> bool {
        self.entered.fetch_add(1, Ordering::SeqCst);
        while self.door.available_permits() == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        true
    }

    #[on_unload]
    async fn close(&self) {
        self.is_unloaded.store(true, Ordering::SeqCst);
    }
}

struct Scene {
    gate: Gate,
    ledger: Memory,
    door: Arc<Semaphore>,
    entered: Arc<AtomicUsize>,
    is_unloaded: Arc<AtomicBool>,
    alive: Arc<AtomicUsize>,
}

impl Scene {
    async fn new() -> Self {
        let local = Caller::local();
        let (gate, ledger) =
            gate(Permits::none().permit(local.clone(), Doors::wait).permit(local, Doors::block));
        let (door, entered) = (Arc::new(Semaphore::new(0)), Arc::default());
        let (is_unloaded, alive) = (Arc::default(), Arc::default());
        let scene = Scene { gate, ledger, door, entered, is_unloaded, alive };
        scene.gate.load(scene.plugin()).await.unwrap();
        scene
    }

    fn plugin(&self) -> Doors {
        Doors {
            door: self.door.clone(),
            entered: self.entered.clone(),
            is_unloaded: self.is_unloaded.clone(),
            _alive: Alive::one(&self.alive),
        }
    }

    async fn call(
        &self,
        name: &'static str,
    ) -> tokio::task::JoinHandle<Result<Vec<u8>, portcullis::CallError>> {
        let (gate, before) = (self.gate.clone(), self.entered.load(Ordering::SeqCst));
        let call = tokio::spawn(async move { gate.call_json(name, &Caller::local(), "{}").await });
        eventually("no body began", || self.entered.load(Ordering::SeqCst) > before).await;
        call
    }
}

#[tokio::test]
async fn calls_in_flight_finish_and_on_unload_runs_after_them() {
    let scene = Scene::new().await;
    let calls = [scene.call("doors.wait").await, scene.call("doors.wait").await];
    let gate = scene.gate.clone();
    let unloading = tokio::spawn(async move { gate.unload("doors").await });
    let unknown = || async { scene.gate.call_json("doors.wait", &Caller::local(), "{}").await };
    // From now on nobody comes in, and it is as if there had never been such a capability.
    eventually("calls are let in still", || scene.gate.capabilities(&Caller::local()).count() == 0).await;
    assert_eq!(unknown().await.unwrap_err().code(), Code::NotAuthorized);
    assert!(!scene.is_unloaded.load(Ordering::SeqCst));

    scene.door.add_permits(2);
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), b"false", "the plugin was unloaded under a call");
    }
    let unloaded = unloading.await.unwrap().unwrap();
    assert_eq!((unloaded.still_running, unloaded.failure), (0, None));
    assert!(scene.is_unloaded.load(Ordering::SeqCst));
    assert_eq!(scene.alive.load(Ordering::SeqCst), 0, "it is dropped when unloading has ended");
    let expected = ["doors 2.1.0 plugin.loaded", "doors 2.1.0 plugin.unloaded unloaded"];
    assert_eq!(plugin_events(&scene.gate, &scene.ledger).await, expected);
}

#[tokio::test]
async fn a_body_that_does_not_end_does_not_keep_the_plugin_and_is_counted() {
    let scene = Scene::new().await;
    let stuck = scene.call("doors.block").await;
    assert_eq!(stuck.await.unwrap().unwrap_err().code(), Code::DeadlineExceeded);
    let unloaded = scene.gate.unload("doors").await.unwrap();
    assert_eq!(unloaded.still_running, 1);
    scene.gate.flush().await.unwrap();
    let record = scene.ledger.records().into_iter().rev().find(|record| record.plugin.is_some()).unwrap();
    assert_eq!(record.count, Some(1));
    // It has its state until it ends.
    assert_eq!(scene.alive.load(Ordering::SeqCst), 1);
    scene.door.add_permits(1);
    eventually("it was not dropped", || scene.alive.load(Ordering::SeqCst) == 0).await;
}

#[tokio::test]
async fn unloading_goes_on_when_nobody_waits_for_it() {
    let scene = Scene::new().await;
    let call = scene.call("doors.wait").await;
    let unloading = tokio::time::timeout(Duration::from_millis(10), scene.gate.unload("doors")).await;
    assert!(unloading.is_err());
    scene.door.add_permits(1);
    call.await.unwrap().unwrap();
    eventually("it was not unloaded", || scene.is_unloaded.load(Ordering::SeqCst)).await;
    eventually("it was not dropped", || scene.alive.load(Ordering::SeqCst) == 0).await;
}

#[tokio::test]
async fn a_name_is_loaded_once_and_unloaded_once() {
    let scene = Scene::new().await;
    let again = scene.gate.load(scene.plugin()).await;
    assert_eq!(again, Err(LoadError::AlreadyLoaded { plugin: "doors" }));
    assert_eq!(scene.gate.plugins()[0].name, "doors");
    assert_eq!(scene.gate.plugins()[0].version, "2.1.0");
    scene.gate.unload("doors").await.unwrap();
    let twice = scene.gate.unload("doors").await;
    assert_eq!(twice, Err(UnloadError::NotLoaded { plugin: "doors".into() }));
    eventually("both were not dropped", || scene.alive.load(Ordering::SeqCst) == 0).await;
}

#[tokio::test]
async fn of_two_that_load_one_name_at_once_one_does() {
    let scene = Scene::new().await;
    scene.gate.unload("doors").await.unwrap();
    let results = futures_of([
        scene.gate.load(scene.plugin()),
        scene.gate.load(scene.plugin()),
        scene.gate.load(scene.plugin()),
    ])
    .await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    assert_eq!(scene.gate.plugins().len(), 1);
}

async fn futures_of<F: Future>(futures: [F; 3]) -> Vec<F::Output> {
    let [first, second, third] = futures;
    let (first, second, third) = tokio::join!(first, second, third);
    vec![first, second, third]
}

#[derive(Clone, portcullis::Authority)]
#[authority(write)]
struct Outbox;

struct Needy;

#[secure_plugin(name = "needy")]
impl Needy {
    /// Sends.
    #[capability(write)]
    fn send(&self, #[grant] _outbox: Outbox, #[grant] _count: State<u8>) {}

    /// Sends once.
    #[capability(write, idempotent)]
    fn send_once(&self) {}

    /// Sends what somebody approved.
    #[capability(write, approval)]
    fn send_approved(&self) {}
}

/// Has a capability with a name of the plugin's.
#[capability(read, name = "needy.send")]
/// Is there before it.
fn before() {}

#[tokio::test]
async fn a_plugin_that_does_not_fit_is_told_all_that_is_wrong_and_nothing_of_it_comes_in() {
    let gate = Gate::builder().capability(before).ledger(Memory::new()).build().unwrap();
    let Err(LoadError::Unfit { plugin: "needy", faults }) = gate.load(Needy).await else { panic!() };
    let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
    let all = lines.join("\n");
    for expected in [
        "two capabilities are named `needy.send`",
        "`needy.send` has an effect, and this ledger does not survive a crash",
        "`needy.send` takes `plugin::lifecycle::Outbox`, which is not granted",
        "`needy.send_once` is idempotent",
        "`needy.send_approved` needs an approval",
    ] {
        assert!(all.contains(expected), "{expected}\n{all}");
    }
    let missing = faults.iter().filter(|fault| matches!(fault, BuildFault::MissingGrant { .. })).count();
    assert_eq!(missing, 2);
    assert!(gate.plugins().is_empty());
    assert_eq!(gate.capabilities(&Caller::local()).count(), 0);
}

#[test]
fn a_builder_is_told_the_same() {
    let error = Gate::builder().plugin(Needy).plugin(Needy).ledger(Memory::new()).build().unwrap_err();
    assert!(error.faults().contains(&BuildFault::DuplicatePlugin { plugin: "needy" }));
    assert!(error.faults().contains(&BuildFault::NoApprover { capability: "needy.send_approved" }));
}

#[tokio::test]
async fn changes_are_told_to_whoever_asks() {
    let scene = Scene::new().await;
    let mut changes = scene.gate.changes();
    let is_quiet = tokio::time::timeout(Duration::from_millis(20), changes.changed()).await.is_err();
    assert!(is_quiet, "what was before is no change");
    scene.gate.unload("doors").await.unwrap();
    assert!(changes.changed().await);
    scene.gate.load(scene.plugin()).await.unwrap();
    assert!(changes.changed().await);
    drop(scene);
    assert!(!changes.changed().await, "the gate is gone");
}

struct Slow(Arc<AtomicBool>);

impl Drop for Slow {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
        panic!("a destructor that panics");
    }
}

#[secure_plugin(name = "slow")]
impl Slow {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 {
        1
    }
}

#[tokio::test]
async fn a_destructor_that_panics_harms_nobody() {
    let dropped = Arc::new(AtomicBool::new(false));
    let (gate, _) = gate(Permits::none().permit(Caller::local(), Slow::answer));
    gate.load(Slow(dropped.clone())).await.unwrap();
    assert_eq!(gate.call(Slow::answer, &Caller::local(), ()).await.unwrap(), 1);
    gate.unload("slow").await.unwrap();
    eventually("it was not dropped", || dropped.load(Ordering::SeqCst)).await;
    gate.flush().await.unwrap();
}

/// Says yes, once it is told to: the moment between finding a capability and being let in.
struct Hesitant {
    asked: Arc<AtomicBool>,
    may_answer: Arc<AtomicBool>,
}

impl portcullis::policy::Authorizer for Hesitant {
    fn authorize(
        &self,
        _: &portcullis::policy::AuthorizationRequest<'_>,
    ) -> Result<portcullis::policy::Decision, portcullis::policy::PolicyOutage> {
        if self.asked.swap(true, Ordering::SeqCst) {
            while !self.may_answer.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        Ok(portcullis::policy::Decision::Permit)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_call_that_was_on_its_way_in_when_the_plugin_went_runs_no_body() {
    let (asked, may_answer) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    let authorizer = Hesitant { asked: asked.clone(), may_answer: may_answer.clone() };
    let gate = Gate::builder().authorizer(authorizer).ledger(Memory::new()).build().unwrap();
    let (entered, alive) = (Arc::new(AtomicUsize::new(0)), Arc::default());
    let plugin = Doors {
        door: Arc::new(Semaphore::new(1)),
        entered: entered.clone(),
        is_unloaded: Arc::default(),
        _alive: Alive::one(&alive),
    };
    gate.load(plugin).await.unwrap();
    asked.store(true, Ordering::SeqCst);
    let calling = gate.clone();
    let call = tokio::spawn(async move { calling.call_json("doors.wait", &Caller::local(), "{}").await });
    tokio::time::sleep(Duration::from_millis(30)).await;
    let unloading = gate.clone();
    let unloading = tokio::spawn(async move { unloading.unload("doors").await });
    eventually("it was not taken out", || gate.plugins().is_empty()).await;
    tokio::time::sleep(Duration::from_millis(30)).await;
    may_answer.store(true, Ordering::SeqCst);
    assert_eq!(call.await.unwrap().unwrap_err().code(), Code::Overloaded);
    assert_eq!(entered.load(Ordering::SeqCst), 0, "a body ran beside `#[on_unload]`");
    unloading.await.unwrap().unwrap();
    eventually("it was not dropped", || alive.load(Ordering::SeqCst) == 0).await;
}

/// Unloads itself from a call of its own.
struct Leaving(std::sync::OnceLock<Gate>);

#[secure_plugin(name = "leaving")]
impl Leaving {
    /// Asks the gate to unload the plugin that it belongs to.
    #[capability(read, timeout = "50ms")]
    async fn leave(&self) -> bool {
        match self.0.get() {
            Some(gate) => gate.unload("leaving").await.is_ok(),
            None => false,
        }
    }
}

#[tokio::test]
async fn a_plugin_that_unloads_itself_holds_nobody_up() {
    let (gate, _) = gate(Permits::none().permit(Caller::local(), Leaving::leave));
    let plugin = Leaving(std::sync::OnceLock::new());
    plugin.0.set(gate.clone()).unwrap();
    gate.load(plugin).await.unwrap();
    let left = gate.call(Leaving::leave, &Caller::local(), ()).await;
    assert_eq!(left.unwrap_err().code(), Code::DeadlineExceeded, "it waits for itself, and is given up");
    eventually("it was not unloaded", || gate.plugins().is_empty()).await;
    assert!(gate.call(Leaving::leave, &Caller::local(), ()).await.is_err());
}
