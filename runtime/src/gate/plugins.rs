//! Plugins in a gate: how they come in, and how they go.
//!
//! What is loaded is one table, exchanged as a whole, so that a call sees a plugin with all its capabilities or not at all.
//!
//! | file | about |
//! |---|---|
//! | `fit.rs` | a plugin that is to be loaded, and whether the gate has what it needs |
//! | `life.rs` | loading and unloading, which run to their end, also if nobody waits for them any more |
//! | `hook.rs` | `#[on_load]` and `#[on_unload]` on the body pool |

mod fit;
mod hook;
mod life;

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use tokio::sync::watch;

pub(super) use fit::{Candidate, Fit};
pub use life::Loading;

use super::Entry;
#[cfg(feature = "testing")]
use crate::authority::Grant;
use crate::plugin::Loaded;

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

/// Tells when the gate's capabilities have changed. Made by [`Gate::changes`](crate::Gate::changes).
#[derive(Debug, Clone)]
pub struct Changes(watch::Receiver<()>);

impl Changes {
    /// Waits until a plugin was loaded or unloaded since this was asked before; several changes may be told as one. `false` when
    /// the gate is gone.
    pub async fn changed(&mut self) -> bool {
        self.0.changed().await.is_ok()
    }
}
