//! Capabilities on their way into a gate, whether they come with its builder or with a plugin.

use std::any::{Any, TypeId};
use std::collections::BTreeSet;
use std::sync::Arc;

use super::{BuildFault, Entry, Registered};
use crate::authority::{Effect, Granted, Grants, Missing};
use crate::capability::Capability;
use crate::clock::Clock;
use crate::guard::throttle::Throttle;
use crate::ledger::{Event, Record};
use crate::surface::Descriptor;

/// A capability that is to be added: what is checked of it, and how it is made.
pub(crate) struct Addition {
    pub(super) name: &'static str,
    pub(super) type_id: TypeId,
    effect: Effect,
    unwinds: bool,
    idempotent: bool,
    approval: bool,
    register: Register,
}

type Register = fn(&Granted, Arc<dyn Clock>) -> Result<Made, Vec<Missing>>;

/// A capability with its grants.
pub(crate) struct Made {
    pub(super) entry: Arc<dyn Entry>,
    pub(super) typed: Arc<dyn Any + Send + Sync>,
}

impl Made {
    /// Whether anybody else has it in hand.
    pub(super) fn is_held(&self) -> bool {
        Arc::strong_count(&self.entry) > 2
    }
}

/// What a gate has that capabilities may need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Means {
    pub(super) keeps_results: bool,
    pub(super) has_approvers: bool,
    pub(super) keeps_intents: bool,
}

impl Addition {
    pub(crate) fn of<C: Capability>() -> Self {
        Addition {
            name: C::NAME,
            type_id: TypeId::of::<C>(),
            effect: C::EFFECT,
            unwinds: C::UNWINDS,
            idempotent: C::IDEMPOTENT,
            approval: C::APPROVAL,
            register: |granted, clock| {
                let grants = C::Grants::resolve(granted)?;
                let registered = Arc::new(Registered::<C> {
                    descriptor: Arc::new(Descriptor::of::<C>(&grants)),
                    throttle: Throttle::new(&C::LIMITS, clock),
                    grants: Arc::new(grants),
                });
                Ok(Made { entry: registered.clone(), typed: registered })
            },
        }
    }

    /// What the gate lacks for it.
    pub(super) fn faults(&self, means: Means) -> impl Iterator<Item = BuildFault> {
        let capability = self.name;
        [
            (!self.unwinds).then_some(BuildFault::PanicAborts { capability }),
            (self.idempotent && !means.keeps_results).then_some(BuildFault::NoResults { capability }),
            (self.approval && !means.has_approvers).then_some(BuildFault::NoApprover { capability }),
            (self.effect > Effect::Read && !means.keeps_intents)
                .then_some(BuildFault::LedgerNotDurable { capability }),
        ]
        .into_iter()
        .flatten()
    }

    /// The capability with what it is granted.
    pub(super) fn make(&self, granted: &Granted, clock: &Arc<dyn Clock>) -> Result<Made, Vec<BuildFault>> {
        let capability = self.name;
        match (self.register)(granted, clock.clone()) {
            Ok(made) => {
                let faults: Vec<_> = understated(made.entry.descriptor()).collect();
                if faults.is_empty() { Ok(made) } else { Err(faults) }
            }
            Err(missing) => {
                Err(missing.into_iter().map(|missing| missing_grant(capability, missing)).collect())
            }
        }
    }
}

pub(super) fn missing_grant(capability: &'static str, missing: Missing) -> BuildFault {
    if missing.is_plugin {
        return BuildFault::PartOfPlugin { capability };
    }
    BuildFault::MissingGrant { capability, authority: missing.authority }
}

fn understated(descriptor: &Descriptor) -> impl Iterator<Item = BuildFault> {
    let (capability, effect) = (descriptor.name, descriptor.effect);
    let beyond = descriptor.grants.iter().filter(move |grant| grant.effect > effect);
    beyond.map(move |grant| BuildFault::EffectUnderstated { capability, effect, authority: grant.kind })
}

/// The exceptions under which these capabilities stand.
pub(super) fn exceptions<'e>(
    entries: impl Iterator<Item = &'e Arc<dyn Entry>>,
    clock: &dyn Clock,
) -> Vec<Record> {
    let records = entries.flat_map(|entry| {
        let descriptor = entry.descriptor();
        descriptor.exceptions.iter().map(|exception| {
            let mut record = Record::new(Event::ExceptionDeclared, clock.utc());
            record.capability = Some(descriptor.name.into());
            record.exception = Some(*exception);
            record
        })
    });
    records.collect()
}

/// Names that are taken.
pub(super) type Names = BTreeSet<&'static str>;
