//! `#[on_load]` and `#[on_unload]`: apart from their caller, with a deadline, and never the gate's end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use portcullis::BuildFault;
use portcullis::authority::State;
use portcullis::ledger::{Event, Ledger, Record};
use portcullis::plugin::{HookFailure, LoadContext, LoadError};
use portcullis::prelude::*;

use super::{Alive, eventually, gate, plugin_events};

/// How a hook is to behave.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Well,
    Fail,
    Panic,
    Hang,
    Spin,
}

#[failure]
enum Trouble {
    #[public("it could not begin")]
    Refused(#[from] std::io::Error),
}

struct Unruly {
    load: Manner,
    unload: Manner,
    _alive: Alive,
}

async fn behave(manner: Manner) -> Result<(), Trouble> {
    match manner {
        Manner::Well => Ok(()),
        Manner::Fail => Err(std::io::Error::other("the disk of hunter2 is gone"))?,
        Manner::Panic => panic!("the password is hunter2"),
        Manner::Hang => std::future::pending().await,
        Manner::Spin => {
            let end = Instant::now() + Duration::from_millis(300);
            while Instant::now() < end {}
            Ok(())
        }
    }
}

#[secure_plugin(name = "unruly", version = "1.0.0")]
impl Unruly {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 {
        42
    }

    #[on_load(timeout = "50ms")]
    async fn load(&self, context: &LoadContext, #[grant] word: State<String>) -> Result<(), Trouble> {
        context.call().note("word", word.as_str());
        behave(self.load).await
    }

    #[on_unload(timeout = "50ms")]
    async fn unload(&self) -> Result<(), Trouble> {
        behave(self.unload).await
    }
}

fn unruly_gate() -> (Gate, Memory) {
    let ledger = Memory::new();
    let gate = Gate::builder()
        .authorizer(Permits::none().permit(Caller::local(), Unruly::answer))
        .grant(State::new("hello".to_owned()))
        .ledger(ledger.clone())
        .build()
        .unwrap();
    (gate, ledger)
}

async fn loaded(load: Manner, unload: Manner) -> (Gate, Memory, Arc<AtomicUsize>, Result<(), LoadError>) {
    let alive = Arc::default();
    let (gate, ledger) = unruly_gate();
    let plugin = Unruly { load, unload, _alive: Alive::one(&alive) };
    let result = gate.load(plugin).await;
    (gate, ledger, alive, result)
}

fn failure(result: Result<(), LoadError>) -> HookFailure {
    match result {
        Err(LoadError::Failed { plugin: "unruly", failure }) => failure,
        other => panic!("{other:?}"),
    }
}

async fn is_gone(gate: &Gate, alive: &Arc<AtomicUsize>) {
    assert!(gate.plugins().is_empty());
    assert!(gate.call_json("unruly.answer", &Caller::local(), "{}").await.is_err());
    eventually("a plugin that is not loaded was not dropped", || alive.load(Ordering::SeqCst) == 0).await;
    // Its name is free once nothing of it runs any more, and the gate is as it was.
    loop {
        let again = Unruly { load: Manner::Well, unload: Manner::Well, _alive: Alive::one(alive) };
        match gate.load(again).await {
            Ok(()) => break,
            Err(LoadError::AlreadyLoaded { .. }) => tokio::time::sleep(Duration::from_millis(5)).await,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(gate.call(Unruly::answer, &Caller::local(), ()).await.unwrap(), 42);
}

#[tokio::test]
async fn a_failure_in_on_load_is_told_to_the_owner_and_the_gate_goes_on() {
    let (gate, ledger, alive, result) = loaded(Manner::Fail, Manner::Well).await;
    let HookFailure::Failed { kind, text } = failure(result) else { panic!() };
    assert_eq!(kind, "Refused");
    assert!(text.contains("the disk of hunter2 is gone"), "{text}");
    assert_eq!(plugin_events(&gate, &ledger).await, ["unruly 1.0.0 plugin.load_failed failed Refused"]);
    is_gone(&gate, &alive).await;
}

#[tokio::test]
async fn a_panic_in_on_load_reaches_nobody() {
    let (gate, ledger, alive, result) = loaded(Manner::Panic, Manner::Well).await;
    let HookFailure::Panicked { place } = failure(result) else { panic!() };
    assert!(place.contains("hooks.rs"), "{place}");
    let events = plugin_events(&gate, &ledger).await;
    assert!(events[0].starts_with("unruly 1.0.0 plugin.load_failed panicked "), "{events:?}");
    assert!(!format!("{:?}", ledger.records()).contains("hunter2"));
    is_gone(&gate, &alive).await;
}

#[tokio::test]
async fn an_on_load_that_hangs_is_given_up_at_its_deadline() {
    let begun = Instant::now();
    let (gate, ledger, alive, result) = loaded(Manner::Hang, Manner::Well).await;
    assert_eq!(failure(result), HookFailure::TimedOut { timeout: Duration::from_millis(50) });
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(plugin_events(&gate, &ledger).await, ["unruly 1.0.0 plugin.load_failed deadline_exceeded"]);
    is_gone(&gate, &alive).await;
}

#[tokio::test]
async fn an_on_load_that_spins_holds_up_no_other_call() {
    let (gate, _, alive, result) = loaded(Manner::Spin, Manner::Well).await;
    assert_eq!(failure(result), HookFailure::TimedOut { timeout: Duration::from_millis(50) });
    is_gone(&gate, &alive).await;
}

#[tokio::test]
async fn a_hook_that_was_given_up_keeps_the_name_until_it_ends_and_that_is_recorded() {
    let (gate, ledger, alive, result) = loaded(Manner::Spin, Manner::Well).await;
    failure(result).to_string();
    let again = Unruly { load: Manner::Well, unload: Manner::Well, _alive: Alive::one(&alive) };
    assert_eq!(gate.load(again).await, Err(LoadError::AlreadyLoaded { plugin: "unruly" }));
    is_gone(&gate, &alive).await;
    gate.flush().await.unwrap();
    let late = ledger.records().into_iter().find(|record| record.event == Event::BodyEndedLate).unwrap();
    assert_eq!(late.plugin.unwrap().name, "unruly");
}

/// A time-out of its own, well within the deadline.
struct Hasty;

#[secure_plugin(name = "hasty")]
impl Hasty {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 {
        1
    }

    #[on_load]
    async fn load(&self, context: &LoadContext) -> Result<(), Internal> {
        context.call().note("step", 1);
        context.call().within(Duration::from_millis(1), std::future::pending::<()>()).await?;
        Ok(())
    }
}

#[tokio::test]
async fn a_time_out_of_a_hooks_own_is_a_failure_and_no_missed_deadline() {
    let (gate, ledger) = gate(Permits::none());
    let Err(LoadError::Failed { failure, .. }) = gate.load(Hasty).await else { panic!() };
    assert!(matches!(failure, HookFailure::Failed { .. }), "{failure:?}");
    gate.flush().await.unwrap();
    let record = ledger.records().into_iter().find(|record| record.plugin.is_some()).unwrap();
    assert_eq!((record.result, record.notes.len()), (Some("failed"), 1));
    assert!(record.reference.is_some(), "what its secrets are recorded under");
}

/// Panics when it is looked at.
#[derive(Clone)]
struct Odd;

impl portcullis::Authority for Odd {
    const EFFECT: portcullis::Effect = portcullis::Effect::Read;
    const KIND: &'static str = "plugin instance";

    fn describe(&self) -> String {
        panic!("the password is hunter2")
    }
}

struct Looks;

#[secure_plugin(name = "looks")]
impl Looks {
    /// Answers.
    #[capability(read)]
    fn answer(&self, #[grant] _odd: Odd) -> u32 {
        1
    }
}

#[tokio::test]
async fn an_authority_that_panics_when_it_is_described_is_a_failure_that_is_recorded() {
    let ledger = Memory::new();
    let gate = Gate::builder().grant(Odd).ledger(ledger.clone()).build().unwrap();
    let Err(LoadError::Failed { failure: HookFailure::Panicked { .. }, .. }) = gate.load(Looks).await else {
        panic!()
    };
    let events = plugin_events(&gate, &ledger).await;
    assert!(events[0].contains("plugin.load_failed panicked"), "{events:?}");
    assert!(gate.plugins().is_empty());
}

/// Says a kind that it is not, and can do more than its capability says.
#[derive(Clone)]
struct Sneaky;

impl portcullis::Authority for Sneaky {
    const EFFECT: portcullis::Effect = portcullis::Effect::Destructive;
    const KIND: &'static str = "plugin instance";

    fn describe(&self) -> String {
        "everything".into()
    }
}

struct Generic<A>(std::marker::PhantomData<fn() -> A>);

#[secure_plugin(name = "generic")]
impl<A: portcullis::Authority> Generic<A> {
    /// Reads, it says.
    #[capability(read)]
    fn read(&self, #[grant] _authority: A) -> u32 {
        1
    }
}

#[test]
fn no_kind_hides_an_authority_that_can_do_more() {
    let plugin = Generic::<Sneaky>(std::marker::PhantomData);
    let error = Gate::builder().plugin(plugin).grant(Sneaky).ledger(Memory::new()).build().unwrap_err();
    assert!(
        matches!(error.faults(), [BuildFault::EffectUnderstated { capability: "generic.read", .. }]),
        "{error}"
    );
}

#[tokio::test]
async fn what_goes_wrong_in_on_unload_is_told_and_the_plugin_is_gone_all_the_same() {
    for (manner, expected) in [
        (Manner::Fail, "failed Refused"),
        (Manner::Panic, "panicked "),
        (Manner::Hang, "deadline_exceeded"),
        (Manner::Spin, "deadline_exceeded"),
        (Manner::Well, "unloaded"),
    ] {
        let (gate, ledger, alive, result) = loaded(Manner::Well, manner).await;
        result.unwrap();
        let unloaded = gate.unload("unruly").await.unwrap();
        assert_eq!(unloaded.still_running, 0);
        assert_eq!(unloaded.failure.is_none(), manner == Manner::Well);
        let events = plugin_events(&gate, &ledger).await;
        assert!(events[1].starts_with(&format!("unruly 1.0.0 plugin.unloaded {expected}")), "{events:?}");
        is_gone(&gate, &alive).await;
    }
}

#[tokio::test]
async fn what_on_load_notes_is_in_the_record_of_the_loading() {
    let (gate, ledger, _alive, result) = loaded(Manner::Well, Manner::Well).await;
    result.unwrap();
    gate.flush().await.unwrap();
    let record = ledger.records().into_iter().find(|record| record.plugin.is_some()).unwrap();
    assert_eq!(record.notes[0].key, "word");
    assert_eq!(record.notes[0].value, "hello");
}

#[tokio::test]
async fn what_on_load_takes_must_be_granted() {
    let (gate, ledger) = gate(Permits::none());
    let alive = Arc::default();
    let plugin = Unruly { load: Manner::Well, unload: Manner::Well, _alive: Alive::one(&alive) };
    let Err(LoadError::Unfit { faults, .. }) = gate.load(plugin).await else { panic!() };
    assert!(matches!(faults[..], [BuildFault::MissingGrant { capability: "unruly", .. }]), "{faults:?}");
    assert_eq!(plugin_events(&gate, &ledger).await, ["unruly 1.0.0 plugin.load_failed unfit"]);
    eventually("it was not dropped", || alive.load(Ordering::SeqCst) == 0).await;
}

#[test]
fn a_builder_does_not_take_a_plugin_that_must_be_awaited() {
    let alive = Arc::default();
    let plugin = Unruly { load: Manner::Well, unload: Manner::Well, _alive: Alive::one(&alive) };
    let error = Gate::builder()
        .plugin(plugin)
        .grant(State::new(String::new()))
        .ledger(Memory::new())
        .build()
        .unwrap_err();
    assert_eq!(error.faults(), [BuildFault::PluginLoads { plugin: "unruly" }]);
}

struct Blocking;

#[secure_plugin(name = "blocking")]
impl Blocking {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 {
        1
    }

    #[on_load]
    fn load(&self) {}

    #[on_unload]
    fn unload(&self) {}
}

#[tokio::test]
async fn hooks_need_not_be_async_and_need_return_nothing() {
    let (gate, ledger) = gate(Permits::none());
    gate.load(Blocking).await.unwrap();
    gate.unload("blocking").await.unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let expected =
        [format!("blocking {version} plugin.loaded"), format!("blocking {version} plugin.unloaded unloaded")];
    assert_eq!(plugin_events(&gate, &ledger).await, expected);
}

/// Takes the gate's first record and no other.
struct Full(bool);

impl Ledger for Full {
    fn append(&mut self, _: &[Record]) -> std::io::Result<()> {
        if std::mem::replace(&mut self.0, true) {
            Err(std::io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_loaded() {
    let gate = Gate::builder().ledger(Full(false)).build().unwrap();
    assert_eq!(gate.load(Blocking).await, Err(LoadError::NotRecorded { plugin: "blocking" }));
    assert!(gate.plugins().is_empty());
}
