//! Plugins in a gate: how they come in, and how they go.
//!
//! What is loaded is one table, exchanged as a whole, so that a call sees a plugin with all its capabilities or not at all. Loading
//! and unloading run to their end, also if nobody waits for them any more.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::parts::{Addition, Made, Means, Names, exceptions, missing_grant};
use super::{BuildFault, Entry, Gate, Shared};
use crate::authority::{Effect, Granted, Grants};
use crate::call::{self, Call, Context};
use crate::caller;
use crate::clock::Clock;
use crate::failure::Failed;
use crate::ledger::queue::Unavailable;
use crate::ledger::{Event, Record};
use crate::plugin::{
    HookFailure, Instance, LoadContext, LoadError, Loaded, Parts, Plugin, UnloadError, Unloaded,
};
use crate::refusal::Reference;
use crate::secret::custody::Custody;

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
    additions: Vec<Addition>,
    grant: Box<dyn FnOnce(&mut Granted)>,
    hooks: Arc<dyn Hooks>,
}

/// A plugin that has all that it needs.
pub(crate) struct Fit {
    loaded: Loaded,
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
        let instance = Instance::of(plugin.clone());
        Candidate {
            loaded: Loaded::of::<P>(),
            has_on_load: P::LOAD.is_some(),
            additions: Parts::<P>::of_plugin(),
            grant: Box::new(move |granted| {
                // No owner can grant one of this type.
                let _ = granted.add(instance);
            }),
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
            if names.insert(addition.name, addition.type_id).is_some() {
                faults.push(BuildFault::DuplicateCapability { name: addition.name });
            }
            faults.extend(addition.faults(means));
            match addition.make(&own, clock) {
                Ok(made) => parts.push((addition, made)),
                Err(missing) => faults.extend(missing),
            }
        }
        if faults.is_empty() {
            Ok(Fit { loaded: self.loaded, parts, hooks: self.hooks })
        } else {
            Err(faults)
        }
    }
}

impl Fit {
    /// That it is loaded, and under which exceptions.
    pub(super) fn records(&self, clock: &dyn Clock) -> Vec<Record> {
        let mut records = exceptions(self.parts.iter().map(|(_, made)| &made.entry), clock);
        records.push(record(Event::PluginLoaded, self.loaded, clock));
        records
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
struct Claim<'g> {
    plugins: &'g Plugins,
    name: &'static str,
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        let mut states = self.plugins.states();
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
            let (_claim, fit) = take(&shared.plugins, plugin)?;
            Ok(unload(&shared, fit).await)
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
fn take(plugins: &Plugins, plugin: String) -> Result<(Claim<'_>, Fit), UnloadError> {
    let mut states = plugins.states();
    let state = states.get_mut(plugin.as_str()).map(|state| std::mem::replace(state, State::Busy));
    match state {
        Some(State::Loaded(fit)) => Ok((Claim { plugins, name: fit.loaded.name }, fit)),
        Some(State::Busy) | None => Err(UnloadError::NotLoaded { plugin }),
    }
}

async fn load<P: Plugin>(gate: &Arc<Shared>, plugin: Arc<P>) -> Result<(), LoadError> {
    let _claim = match claim(&gate.plugins, P::NAME) {
        Ok(claim) => claim,
        Err(error) => {
            discard(gate, plugin);
            return Err(error);
        }
    };
    let loading = begin(gate, plugin).await;
    let (event, result, reason) = match &loading {
        Ok(_) => return finish(gate, loading?).await,
        Err(LoadError::Failed { failure, .. }) => {
            (Event::PluginLoadFailed, failure.result(), failure.reason())
        }
        Err(_) => (Event::PluginLoadFailed, "unfit", None),
    };
    let mut record = record(event, Loaded::of::<P>(), gate.clock.as_ref());
    (record.result, record.reason) = (Some(result), reason);
    send(gate, record);
    loading.map(drop)
}

fn claim<'g>(plugins: &'g Plugins, name: &'static str) -> Result<Claim<'g>, LoadError> {
    let mut states = plugins.states();
    if states.contains_key(name) {
        return Err(LoadError::AlreadyLoaded { plugin: name });
    }
    states.insert(name, State::Busy);
    Ok(Claim { plugins, name })
}

/// All that can go wrong before it counts, and what `#[on_load]` noted.
async fn begin<P: Plugin>(gate: &Arc<Shared>, plugin: Arc<P>) -> Result<(Fit, Call), LoadError> {
    let candidate = Candidate::of(plugin.clone());
    let mut names = gate.names();
    let fit = candidate.fit(&gate.granted, gate.means, &gate.clock, &mut names);
    let grants = load_grants::<P>(&gate.granted);
    let (fit, grants) = match (fit, grants) {
        (Ok(fit), Ok(grants)) => (fit, grants),
        (fit, grants) => {
            let faults = fit.err().into_iter().chain(grants.err()).flatten().collect();
            discard(gate, plugin);
            return Err(LoadError::Unfit { plugin: P::NAME, faults });
        }
    };
    let timeout = P::LOAD.unwrap_or_default();
    let call = call_of(gate, P::NAME, timeout);
    if P::LOAD.is_some() {
        let context = LoadContext::new(call.handle(), P::NAME, P::VERSION);
        let hook = plugin.clone().on_load(context, grants);
        if let Err(failure) = run(gate, &call, timeout, hook).await {
            discard(gate, (plugin, fit));
            return Err(LoadError::Failed { plugin: P::NAME, failure });
        }
    }
    Ok((fit, call))
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

/// It is recorded, then calls are let in.
async fn finish(gate: &Arc<Shared>, (fit, call): (Fit, Call)) -> Result<(), LoadError> {
    let plugin = fit.loaded.name;
    let mut records = fit.records(gate.clock.as_ref());
    let last = records.pop();
    let kept = async {
        for record in records {
            gate.ledger.reserve()?.send(record);
        }
        if let Some(mut record) = last {
            (record.notes, record.notes_dropped) = call.take_notes();
            gate.ledger.reserve()?.send_durably(record).await?;
        }
        Ok::<_, Unavailable>(())
    };
    if kept.await.is_err() {
        discard(gate, fit);
        return Err(LoadError::LedgerFailed { plugin });
    }
    gate.plugins.insert(fit);
    Ok(())
}

async fn unload(gate: &Arc<Shared>, fit: Fit) -> Unloaded {
    gate.plugins.remove(&fit);
    let still_running = drain(&fit).await;
    let mut failure = None;
    if let Some((timeout, hook)) = fit.hooks.unload() {
        let call = call_of(gate, fit.loaded.name, timeout);
        failure = run(gate, &call, timeout, hook).await.err();
    }
    let mut record = record(Event::PluginUnloaded, fit.loaded, gate.clock.as_ref());
    record.result = Some(failure.as_ref().map_or("unloaded", HookFailure::result));
    record.reason = failure.as_ref().and_then(HookFailure::reason);
    record.count = (still_running > 0).then_some(still_running as u64);
    discard(gate, fit);
    send(gate, record);
    Unloaded { still_running, failure }
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

/// Runs a hook on the body pool, where it can neither hold up nor harm anybody.
async fn run(
    gate: &Shared,
    call: &Call,
    timeout: Duration,
    hook: impl Future<Output = Result<(), Failed>> + Send + 'static,
) -> Result<(), HookFailure> {
    let task = gate.pool.spawn(hook).map_err(|_| HookFailure::Overloaded)?;
    let ended = tokio::time::timeout(timeout, task).await;
    if ended.is_err() {
        call.abandon(None);
    }
    call.end();
    match ended {
        Ok(Ok(Ok(()))) => Ok(()),
        Ok(Ok(Err(failed))) if failed.interrupted.is_some() => Err(HookFailure::TimedOut { timeout }),
        Ok(Ok(Err(failed))) => {
            Err(HookFailure::Failed { kind: failed.kind, text: gate.keeper.masked(failed.operator_text) })
        }
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

/// Dropped on the body pool: a destructor of the user's may block, or panic.
fn discard(gate: &Shared, what: impl Send + 'static) {
    drop(gate.pool.spawn(async move { drop(what) }));
}

fn record(event: Event, plugin: Loaded, clock: &dyn Clock) -> Record {
    let mut record = Record::new(event, clock.utc());
    record.plugin = Some(plugin);
    record
}

fn send(gate: &Shared, record: Record) {
    let event = record.event;
    if !gate.ledger.reserve().is_ok_and(|slot| slot.send(record)) {
        tracing::error!(event = event.as_str(), "the ledger did not take this event");
    }
}
