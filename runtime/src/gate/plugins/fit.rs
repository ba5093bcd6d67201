//! A plugin that is to be loaded, and whether the gate has what it needs.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::authority::{Effect, Grant, Granted, Grants};
use crate::capability::Exception;
use crate::clock::Clock;
use crate::failure::Failed;
use crate::gate::parts::{Addition, Made, Means, Names, exceptions, missing_grant};
use crate::gate::{BuildFault, Entry};
use crate::ledger::{Event, Record};
use crate::plugin::{Loaded, Parts, Plugin};

/// A plugin that is to be loaded.
pub(crate) struct Candidate {
    pub(in crate::gate) loaded: Loaded,
    pub(in crate::gate) has_on_load: bool,
    exceptions: &'static [Exception],
    additions: Vec<Addition>,
    reads: fn(&Granted) -> Result<Vec<Grant>, Vec<BuildFault>>,
    grant: Box<dyn FnOnce(&mut Granted) + Send>,
    hooks: Arc<dyn Hooks>,
}

/// A plugin that has all that it needs.
pub(crate) struct Fit {
    pub(super) loaded: Loaded,
    /// What `#[on_load]` is granted; for the surface.
    #[cfg_attr(not(feature = "testing"), allow(dead_code))]
    pub(super) reads: Vec<Grant>,
    exceptions: &'static [Exception],
    pub(super) parts: Vec<(Addition, Made)>,
    pub(super) hooks: Arc<dyn Hooks>,
}

/// What is asked of a plugin, whatever its type.
pub(super) trait Hooks: Send + Sync {
    fn unload(&self) -> Option<(Duration, Hook)>;
}

pub(super) type Hook = Pin<Box<dyn Future<Output = Result<(), Failed>> + Send>>;

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
    pub(in crate::gate) fn fit(
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
    pub(in crate::gate) fn records(&self, clock: &dyn Clock) -> Vec<Record> {
        let mut records = self.exception_records(clock);
        records.push(record(Event::PluginLoaded, self.loaded, clock));
        records
    }

    /// The exceptions under which its capabilities stand, and the rest of it.
    pub(super) fn exception_records(&self, clock: &dyn Clock) -> Vec<Record> {
        let own = self.exceptions.iter().map(|exception| {
            let mut record = record(Event::ExceptionDeclared, self.loaded, clock);
            record.exception = Some(*exception);
            record
        });
        exceptions(self.entries(), clock).into_iter().chain(own).collect()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Arc<dyn Entry>> {
        self.parts.iter().map(|(_, made)| &made.entry)
    }
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

pub(super) fn record(event: Event, plugin: Loaded, clock: &dyn Clock) -> Record {
    let mut record = Record::new(event, clock.utc());
    record.plugin = Some(plugin);
    record
}
