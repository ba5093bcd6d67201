//! Plugins in a gate: how they come in, and how they go.
//!
//! What is loaded is one table, exchanged as a whole, so that a call sees a plugin with all its capabilities or not at all. Loading
//! and unloading run to their end, also if nobody waits for them any more.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::Poll;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::parts::{Addition, Made, Means, Names, exceptions, missing_grant};
use super::{BuildFault, Entry, Gate, Shared};
use crate::authority::{Effect, Grant, Granted, Grants};
use crate::call::{self, Call, Context, Interrupted};
use crate::caller;
use crate::capability::Exception;
use crate::clock::Clock;
use crate::failure::Failed;
use crate::ledger::queue::Unavailable;
use crate::ledger::{Event, Record};
use crate::plugin::{HookFailure, LoadContext, LoadError, Loaded, Parts, Plugin, UnloadError, Unloaded};
use crate::refusal::Reference;
use crate::secret::custody::Custody;

/// How long it may take to find and describe what a plugin is granted.
const FITTING: Duration = Duration::from_secs(5);

/// How long after the longest time-out of its capabilities a plugin's last bodies are waited for.
const GRACE: Duration = Duration::from_secs(1);

/// The plugins of one gate.
pub(crate) struct Plugins {
    table: ArcSwap<Table>,
    states: Mutex<BTreeMap<&'static str, State>>,
    changes: watch::Sender<()>,
}

/// The capabilities of all plugins that are loaded.
#[derive(Clone, Default)]
struct Table {
    by_name: BTreeMap<&'static str, Arc<dyn Entry>>,
    by_type: BTreeMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

/// What a plugin's name stands for at this moment.
enum State {
    /// It is being loaded or unloaded.
    Busy,
    Loaded(Fit),
}

/// A plugin that is to be loaded.
pub(crate) struct Candidate {
    pub(super) loaded: Loaded,
    pub(super) has_on_load: bool,
    exceptions: &'static [Exception],
    additions: Vec<Addition>,
    reads: fn(&Granted) -> Result<Vec<Grant>, Vec<BuildFault>>,
    grant: Box<dyn FnOnce(&mut Granted) + Send>,
    hooks: Arc<dyn Hooks>,
}

/// A plugin that has all that it needs.
pub(crate) struct Fit {
    loaded: Loaded,
    /// What `#[on_load]` is granted; for the surface.
    #[cfg_attr(not(feature = "testing"), allow(dead_code))]
    reads: Vec<Grant>,
    exceptions: &'static [Exception],
    parts: Vec<(Addition, Made)>,
    hooks: Arc<dyn Hooks>,
}

/// What is asked of a plugin, whatever its type.
trait Hooks: Send + Sync {
    fn unload(&self) -> Option<(Duration, Hook)>;
}

type Hook = Pin<Box<dyn Future<Output = Result<(), Failed>> + Send>>;

struct Held<P>(Arc<P>);

impl<P: Plugin> Hooks for Held<P> {
    fn unload(&self) -> Option<(Duration, Hook)> {
        Some((P::UNLOAD?, Box::pin(self.0.clone().on_unload())))
    }
}

impl Candidate {
    pub(crate) fn of<P: Plugin>(plugin: Arc<P>) -> Self {
        let own = plugin.clone();
        Candidate {
            loaded: Loaded::of::<P>(),
            has_on_load: P::LOAD.is_some(),
            exceptions: P::EXCEPTIONS,
            additions: Parts::<P>::of_plugin(),
            reads: |granted| Ok(load_grants::<P>(granted)?.describe()),
            grant: Box::new(move |granted| granted.add_plugin(own)),
            hooks: Arc::new(Held(plugin)),
        }
    }

    /// Checks all that the gate must have for it.
    pub(super) fn fit(
        self,
        granted: &Granted,
        means: Means,
        clock: &Arc<dyn Clock>,
        names: &mut Names,
    ) -> Result<Fit, Vec<BuildFault>> {
        let mut own = granted.clone();
        (self.grant)(&mut own);
        let (mut faults, mut parts) = (Vec::new(), Vec::new());
        for addition in self.additions {
            if !names.insert(addition.name) {
                faults.push(BuildFault::DuplicateCapability { name: addition.name });
            }
            faults.extend(addition.faults(means));
            match addition.make(&own, clock) {
                Ok(made) => parts.push((addition, made)),
                Err(missing) => faults.extend(missing),
            }
        }
        match (self.reads)(granted) {
            Ok(reads) if faults.is_empty() => {
                let Candidate { loaded, exceptions, hooks, .. } = self;
                return Ok(Fit { loaded, reads, exceptions, parts, hooks });
            }
            Ok(_) => {}
            Err(missing) => faults.extend(missing),
        }
        Err(faults)
    }
}

impl Fit {
    /// That it is loaded, and under which exceptions.
    pub(super) fn records(&self, clock: &dyn Clock) -> Vec<Record> {
        let mut records = self.exception_records(clock);
        records.push(record(Event::PluginLoaded, self.loaded, clock));
        records
    }

    /// The exceptions under which its capabilities stand, and the rest of it.
    fn exception_records(&self, clock: &dyn Clock) -> Vec<Record> {
        let own = self.exceptions.iter().map(|exception| {
            let mut record = record(Event::ExceptionDeclared, self.loaded, clock);
            record.exception = Some(*exception);
            record
        });
        exceptions(self.entries(), clock).into_iter().chain(own).collect()
    }

    fn entries(&self) -> impl Iterator<Item = &Arc<dyn Entry>> {
        self.parts.iter().map(|(_, made)| &made.entry)
    }
}

impl Plugins {
    pub(super) fn new() -> Self {
        Plugins {
            table: ArcSwap::from_pointee(Table::default()),
            states: Mutex::default(),
            changes: watch::Sender::new(()),
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<Arc<dyn Entry>> {
        self.table.load().by_name.get(name).cloned()
    }

    pub(super) fn find_typed(&self, type_id: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        self.table.load().by_type.get(&type_id).cloned()
    }

    pub(super) fn entries(&self) -> Vec<Arc<dyn Entry>> {
        self.table.load().by_name.values().cloned().collect()
    }

    pub(super) fn loaded(&self) -> Vec<Loaded> {
        let states = self.states();
        let loaded = states.values().filter_map(|state| match state {
            State::Loaded(fit) => Some(fit.loaded),
            State::Busy => None,
        });
        loaded.collect()
    }

    pub(super) fn changes(&self) -> Changes {
        Changes(self.changes.subscribe())
    }

    /// What the `#[on_load]` of each is granted, by name.
    #[cfg(feature = "testing")]
    pub(super) fn grants(&self) -> Vec<(&'static str, Vec<Grant>)> {
        let states = self.states();
        let grants = states.values().filter_map(|state| match state {
            State::Loaded(fit) => Some((fit.loaded.name, fit.reads.clone())),
            State::Busy => None,
        });
        grants.collect()
    }

    /// Lets calls in.
    pub(super) fn insert(&self, fit: Fit) {
        let mut states = self.states();
        let mut table = Table::clone(&self.table.load());
        for (addition, made) in &fit.parts {
            table.by_name.insert(addition.name, made.entry.clone());
            table.by_type.insert(addition.type_id, made.typed.clone());
        }
        self.table.store(Arc::new(table));
        states.insert(fit.loaded.name, State::Loaded(fit));
        self.changes.send_replace(());
    }

    /// Lets no further call in.
    fn remove(&self, fit: &Fit) {
        let _one_at_a_time = self.states();
        let mut table = Table::clone(&self.table.load());
        for (addition, _) in &fit.parts {
            table.by_name.remove(addition.name);
            table.by_type.remove(&addition.type_id);
        }
        self.table.store(Arc::new(table));
        self.changes.send_replace(());
    }

    fn states(&self) -> MutexGuard<'_, BTreeMap<&'static str, State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells when the gate's capabilities have changed. Made by [`Gate::changes`].
#[derive(Debug, Clone)]
pub struct Changes(watch::Receiver<()>);

impl Changes {
    /// Waits until a plugin was loaded or unloaded since this was asked before; several changes may be told as one. `false` when
    /// the gate is gone.
    pub async fn changed(&mut self) -> bool {
        self.0.changed().await.is_ok()
    }
}

/// A plugin that is being loaded: await it. Made by [`Gate::load`].
///
/// A type of its own, so that what is no plugin is told of once.
#[derive(Debug)]
#[must_use = "whether it was loaded is known when it is awaited"]
pub struct Loading {
    plugin: &'static str,
    task: JoinHandle<Result<(), LoadError>>,
}

impl Future for Loading {
    type Output = Result<(), LoadError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> Poll<Self::Output> {
        let plugin = self.plugin;
        let ended = Pin::new(&mut self.task).poll(context);
        ended.map(|ended| ended.unwrap_or(Err(LoadError::Interrupted { plugin })))
    }
}

/// A name that nobody else loads or unloads meanwhile.
struct Claim {
    gate: Weak<Shared>,
    name: &'static str,
}

impl Drop for Claim {
    fn drop(&mut self) {
        let Some(gate) = self.gate.upgrade() else { return };
        let mut states = gate.plugins.states();
        if let Some(State::Busy) = states.get(self.name) {
            states.remove(self.name);
        }
    }
}

impl Gate {
    /// Loads a plugin while the gate is in use: checks what [`build`](super::GateBuilder::build) checks, runs its `#[on_load]`,
    /// records it, and lets calls in. See [`plugin`](crate::plugin).
    ///
    /// It begins at once, on the tokio runtime that this is called on, and goes to its end also if the future is dropped.
    ///
    /// # Errors
    ///
    /// The future gives [`LoadError`]; the gate is then as it was.
    ///
    /// # Panics
    ///
    /// If it is not called on a tokio runtime.
    pub fn load<P: Plugin>(&self, plugin: P) -> Loading {
        let shared = self.shared.clone();
        let task = tokio::spawn(async move { load(&shared, Arc::new(plugin)).await });
        Loading { plugin: P::NAME, task }
    }

    /// Unloads a plugin: lets no further call in, waits for those in flight, as long as their time-outs last, runs its `#[on_unload]`,
    /// and records it.
    ///
    /// It runs to its end also if this future is dropped. A gate that is dropped unloads nothing.
    ///
    /// # Errors
    ///
    /// [`UnloadError`]. What goes wrong in `#[on_unload]` is none: it is in [`Unloaded`].
    pub async fn unload(&self, plugin: &str) -> Result<Unloaded, UnloadError> {
        let (shared, plugin) = (self.shared.clone(), plugin.to_owned());
        let unloading = tokio::spawn(async move {
            let (claim, fit) = take(&shared, plugin)?;
            Ok(unload(&shared, fit, claim).await)
        });
        unloading.await.unwrap_or(Err(UnloadError::Interrupted))
    }

    /// The plugins that are loaded, by name.
    pub fn plugins(&self) -> Vec<Loaded> {
        self.shared.plugins.loaded()
    }

    /// Tells when plugins come and go, and [`capabilities`](Gate::capabilities) with them.
    ///
    /// ```
    /// use portcullis::Gate;
    ///
    /// async fn watch(gate: Gate) {
    ///     let mut changes = gate.changes();
    ///     drop(gate);
    ///     while changes.changed().await {
    ///         println!("the capabilities have changed");
    ///     }
    /// }
    /// ```
    pub fn changes(&self) -> Changes {
        self.shared.plugins.changes()
    }
}

/// Takes a plugin out of those that are loaded; its name stays taken.
fn take(gate: &Arc<Shared>, plugin: String) -> Result<(Arc<Claim>, Fit), UnloadError> {
    let mut states = gate.plugins.states();
    let state = states.get_mut(plugin.as_str()).map(|state| std::mem::replace(state, State::Busy));
    match state {
        Some(State::Loaded(fit)) => {
            let claim = Claim { gate: Arc::downgrade(gate), name: fit.loaded.name };
            Ok((Arc::new(claim), fit))
        }
        Some(State::Busy) | None => Err(UnloadError::NotLoaded { plugin }),
    }
}

fn claim(gate: &Arc<Shared>, name: &'static str) -> Result<Arc<Claim>, LoadError> {
    let mut states = gate.plugins.states();
    if states.contains_key(name) {
        return Err(LoadError::AlreadyLoaded { plugin: name });
    }
    states.insert(name, State::Busy);
    Ok(Arc::new(Claim { gate: Arc::downgrade(gate), name }))
}

async fn load<P: Plugin>(gate: &Arc<Shared>, plugin: Arc<P>) -> Result<(), LoadError> {
    let claim = match claim(gate, P::NAME) {
        Ok(claim) => claim,
        Err(error) => {
            discard(gate, plugin).await;
            return Err(error);
        }
    };
    let call = call_of(gate, P::NAME, P::LOAD.unwrap_or_default());
    let fit = match begin(gate, plugin, &call, &claim).await {
        Ok(fit) => fit,
        Err(error) => {
            let mut record = record_of_call(Event::PluginLoadFailed, Loaded::of::<P>(), &call, gate);
            (record.result, record.reason) = match &error {
                LoadError::Failed { failure, .. } => (Some(failure.result()), failure.reason()),
                _ => (Some("unfit"), None),
            };
            send(gate, record);
            return Err(error);
        }
    };
    if record_loaded(gate, &fit, &call).await.is_err() {
        // What it began when it was loaded, it ends.
        end(gate, &fit, &claim).await;
        discard(gate, fit).await;
        return Err(LoadError::NotRecorded { plugin: P::NAME });
    }
    gate.plugins.insert(fit);
    Ok(())
}

/// All that can go wrong before it counts.
async fn begin<P: Plugin>(
    gate: &Arc<Shared>,
    plugin: Arc<P>,
    call: &Call,
    claim: &Arc<Claim>,
) -> Result<Fit, LoadError> {
    let failed = |failure| LoadError::Failed { plugin: P::NAME, failure };
    let (shared, own) = (gate.clone(), plugin.clone());
    // How an authority is cloned and described is its author's code.
    let fitting = async move {
        let fit = Candidate::of(own).fit(&shared.granted, shared.means, &shared.clock, &mut shared.names());
        (fit, P::LoadGrants::resolve(&shared.granted))
    };
    let fitted = apart(gate, FITTING, fitting).await;
    let (fit, grants) = match fitted {
        Ok((Ok(fit), Ok(grants))) => (fit, grants),
        Ok((fit, grants)) => {
            // What is missing of the grants is among what does not fit.
            drop(grants);
            discard(gate, plugin).await;
            return Err(LoadError::Unfit { plugin: P::NAME, faults: fit.err().unwrap_or_default() });
        }
        Err(failure) => {
            discard(gate, plugin).await;
            return Err(failed(failure));
        }
    };
    if let Some(timeout) = P::LOAD {
        let context = LoadContext::new(call.handle(), P::NAME, P::VERSION);
        let hook = plugin.clone().on_load(context, grants);
        if let Err(failure) = run(gate, call, timeout, hook, Loaded::of::<P>(), claim).await {
            discard(gate, (plugin, fit)).await;
            return Err(failed(failure));
        }
    }
    Ok(fit)
}

/// What `#[on_load]` takes: it reads, and whatever changes something is a call.
fn load_grants<P: Plugin>(granted: &Granted) -> Result<P::LoadGrants, Vec<BuildFault>> {
    let grants = P::LoadGrants::resolve(granted).map_err(|missing| {
        missing.into_iter().map(|missing| missing_grant(P::NAME, missing)).collect::<Vec<_>>()
    })?;
    let beyond = grants.describe().into_iter().filter(|grant| grant.effect > Effect::Read);
    let beyond = beyond.map(|grant| BuildFault::EffectUnderstated {
        capability: P::NAME,
        effect: Effect::Read,
        authority: grant.kind,
    });
    let faults: Vec<_> = beyond.collect();
    if faults.is_empty() { Ok(grants) } else { Err(faults) }
}

/// The exceptions under which its capabilities stand, and that it is loaded.
async fn record_loaded(gate: &Arc<Shared>, fit: &Fit, call: &Call) -> Result<(), Unavailable> {
    for record in fit.exception_records(gate.clock.as_ref()) {
        gate.ledger.reserve()?.send(record);
    }
    let record = record_of_call(Event::PluginLoaded, fit.loaded, call, gate);
    gate.ledger.reserve()?.send_durably(record).await
}

async fn unload(gate: &Arc<Shared>, fit: Fit, claim: Arc<Claim>) -> Unloaded {
    // Room for its record, before anything is done.
    let slot = gate.ledger.reserve();
    gate.plugins.remove(&fit);
    let still_running = drain(&fit).await;
    let (failure, call) = end(gate, &fit, &claim).await;
    let mut record = record_of_call(Event::PluginUnloaded, fit.loaded, &call, gate);
    record.result = Some(failure.as_ref().map_or("unloaded", HookFailure::result));
    record.reason = failure.as_ref().and_then(HookFailure::reason);
    record.count = (still_running > 0).then_some(still_running as u64);
    discard(gate, fit).await;
    match slot {
        Ok(slot) => {
            slot.send(record);
        }
        Err(_) => send(gate, record),
    }
    Unloaded { still_running, failure }
}

/// Runs `#[on_unload]`.
async fn end(gate: &Arc<Shared>, fit: &Fit, claim: &Arc<Claim>) -> (Option<HookFailure>, Call) {
    let hook = fit.hooks.unload();
    let call = call_of(gate, fit.loaded.name, hook.as_ref().map_or(Duration::ZERO, |(timeout, _)| *timeout));
    let failure = match hook {
        Some((timeout, hook)) => run(gate, &call, timeout, hook, fit.loaded, claim).await.err(),
        None => None,
    };
    (failure, call)
}

/// Waits until no body of the plugin's runs, as long as one may; says how many still do.
async fn drain(fit: &Fit) -> usize {
    let longest = fit.entries().map(|entry| entry.descriptor().limits.timeout).max().unwrap_or_default();
    let until = Instant::now() + longest + GRACE;
    let mut running = 0;
    for entry in fit.entries() {
        running += entry.close(until).await;
    }
    // Those who had found an entry and were refused let go of it in a moment, so that none of them drops the plugin.
    while running == 0 && Instant::now() < until && fit.parts.iter().any(|(_, made)| made.is_held()) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    running
}

/// Runs a hook on the body pool, where it can neither hold up nor harm anybody. What still runs of one that is given up keeps the
/// plugin's name taken.
async fn run(
    gate: &Arc<Shared>,
    call: &Call,
    timeout: Duration,
    hook: impl Future<Output = Result<(), Failed>> + Send + 'static,
    plugin: Loaded,
    claim: &Arc<Claim>,
) -> Result<(), HookFailure> {
    let end = End {
        gate: Arc::downgrade(gate),
        plugin,
        call: call.handle(),
        is_given_up: Arc::default(),
        _claim: claim.clone(),
    };
    let is_given_up = end.is_given_up.clone();
    let ended = apart(gate, timeout, async move {
        let _end = end;
        hook.await
    })
    .await;
    if matches!(ended, Err(HookFailure::TimedOut { .. })) {
        is_given_up.store(true, Ordering::SeqCst);
        call.abandon(None);
    }
    call.end();
    match ended? {
        Ok(()) => Ok(()),
        Err(failed) if failed.interrupted == Some(Interrupted::DeadlineExceeded) => {
            Err(HookFailure::TimedOut { timeout })
        }
        Err(failed) => {
            Err(HookFailure::Failed { kind: failed.kind, text: gate.keeper.masked(failed.operator_text) })
        }
    }
}

/// Dropped when a hook has ended, however that was.
struct End {
    gate: Weak<Shared>,
    plugin: Loaded,
    call: Call,
    is_given_up: Arc<AtomicBool>,
    _claim: Arc<Claim>,
}

impl Drop for End {
    fn drop(&mut self) {
        if self.is_given_up.load(Ordering::SeqCst)
            && let Some(gate) = self.gate.upgrade()
        {
            send(&gate, record_of_call(Event::BodyEndedLate, self.plugin, &self.call, &gate));
        }
    }
}

/// Runs what may be the user's code on the body pool.
async fn apart<T: Send + 'static>(
    gate: &Shared,
    timeout: Duration,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, HookFailure> {
    let task = gate.pool.spawn(work).map_err(|_| HookFailure::Overloaded)?;
    match tokio::time::timeout(timeout, task).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(panicked)) => Err(HookFailure::Panicked {
            place: panicked.location.unwrap_or_else(|| "an unknown place".into()),
        }),
        Err(_) => Err(HookFailure::TimedOut { timeout }),
    }
}

/// What a hook may use of a call: the plugin is its own caller.
fn call_of(gate: &Shared, plugin: &'static str, timeout: Duration) -> Call {
    Call::new(
        caller::of_plugin(plugin),
        Reference::new(gate.clock.utc()),
        &Context::new(),
        Instant::now(),
        timeout,
        call::Means {
            pool: gate.pool.clone(),
            permit: None,
            custody: Custody::of(&gate.keeper, plugin, Effect::Read),
        },
    )
}

/// Dropped on the body pool, since a destructor of the user's may block, or panic; waits for it, for a while.
async fn discard(gate: &Shared, what: impl Send + 'static) {
    let _ = apart(gate, GRACE, async move { drop(what) }).await;
}

fn record(event: Event, plugin: Loaded, clock: &dyn Clock) -> Record {
    let mut record = Record::new(event, clock.utc());
    record.plugin = Some(plugin);
    record
}

/// With what a hook noted, and under the reference under which it used secrets.
fn record_of_call(event: Event, plugin: Loaded, call: &Call, gate: &Shared) -> Record {
    let mut record = record(event, plugin, gate.clock.as_ref());
    record.reference = Some(call.reference());
    (record.notes, record.notes_dropped) = call.take_notes();
    record
}

fn send(gate: &Shared, record: Record) {
    let event = record.event;
    if !gate.ledger.reserve().is_ok_and(|slot| slot.send(record)) {
        tracing::error!(event = event.as_str(), "the ledger did not take this event");
    }
}
