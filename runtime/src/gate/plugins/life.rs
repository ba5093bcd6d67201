//! Loading and unloading.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use super::fit::{Candidate, Fit};
use super::hook::{apart, call_of, discard, record_of_call, run, send};
use super::{Changes, State};
use crate::authority::Grants;
use crate::call::Call;
use crate::gate::{Gate, Shared};
use crate::ledger::Event;
use crate::ledger::queue::Unavailable;
use crate::plugin::{HookFailure, LoadContext, LoadError, Loaded, Plugin, UnloadError, Unloaded};

/// How long it may take to find and describe what a plugin is granted.
const FITTING: Duration = Duration::from_secs(5);

/// How long after the longest time-out of its capabilities a plugin's last bodies are waited for.
const GRACE: Duration = Duration::from_secs(1);

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
pub(super) struct Claim {
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
    /// Loads a plugin while the gate is in use: checks what [`build`](crate::GateBuilder::build) checks, runs its `#[on_load]`,
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
