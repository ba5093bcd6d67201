//! The gate: the one door to capabilities, with the policy, the grants and the ledger that it was built with.

#[cfg(feature = "testing")]
pub(crate) mod attacked;
mod builder;
mod fault;
pub(crate) mod parts;
mod plugins;

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

pub use builder::GateBuilder;
pub use fault::{BuildError, BuildFault};
pub use plugins::{Changes, Loading};

use self::parts::{Means, Names};
use self::plugins::Plugins;
use crate::approval::Approvals;
use crate::authority::Granted;
use crate::body_pool::{BodyPool, PoolStats};
use crate::call::Context;
use crate::caller::Caller;
use crate::capability::{Admitted, Capability, CapabilityId, Limits};
use crate::clock::Clock;
use crate::guard::audit::{self, Audited};
use crate::guard::isolate::Begun;
use crate::guard::stop::Stop;
use crate::guard::throttle::Throttle;
use crate::guard::{self, form};
use crate::idempotency::Results;
use crate::ledger::queue::Queue;
use crate::policy::Authorizer;
use crate::refusal::CallError;
use crate::secret::custody::Keeper;
use crate::surface::Descriptor;
#[cfg(feature = "testing")]
use crate::surface::lock::Rights;

/// The one door: every call passes its guards, and nothing reaches a body but through it. Clones share it.
///
/// ```
/// use portcullis::prelude::*;
///
/// /// Adds two numbers.
/// #[capability(read)]
/// fn add(a: i32, b: i32) -> i64 {
///     i64::from(a) + i64::from(b)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let gate = Gate::builder()
///     .capability(add)
///     .authorizer(Permits::none().permit(Caller::local(), add))
///     .ledger(Memory::new())
///     .build()?;
///
/// assert_eq!(gate.call(add, &Caller::local(), (2, 3)).await?, 5);
/// assert_eq!(gate.call_json("add", &Caller::local(), r#"{"a": 2, "b": 3}"#).await?, b"5");
/// # Ok(())
/// # }
/// ```
///
/// It needs a tokio runtime with its timer enabled; each call uses the one that it is awaited on.
/// Dropping the last clone waits until the ledger has taken the last records, for two seconds at most.
#[derive(Clone)]
pub struct Gate {
    shared: Arc<Shared>,
}

/// What the stages of a call need of the gate.
pub(crate) struct Shared {
    entries: BTreeMap<&'static str, Arc<dyn Entry>>,
    by_type: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    /// The capabilities that come and go.
    plugins: Plugins,
    /// What a plugin that is loaded later may take.
    granted: Granted,
    means: Means,
    pub(crate) authorizer: Arc<dyn Authorizer>,
    pub(crate) ledger: Arc<Queue>,
    /// After the ledger: it records the use of secrets there.
    pub(crate) keeper: Arc<Keeper>,
    pub(crate) pool: Arc<BodyPool>,
    pub(crate) clock: Arc<dyn Clock>,
    /// `None` without approvers.
    pub(crate) approvals: Option<Arc<Approvals>>,
    /// Where results of `idempotent` capabilities are kept.
    pub(crate) results: Option<Arc<Results>>,
    /// Moves the clock while the gate is attacked.
    #[cfg(feature = "testing")]
    held: crate::testing::HeldClock,
}

impl Gate {
    /// A gate to be built. It has no capability, and nobody may call anything.
    pub fn builder() -> GateBuilder {
        GateBuilder::default()
    }

    /// Calls a capability with types and without JSON, for the user's own code. Every guard applies but
    /// decoding and the size of the input. It has no [`Context`]: a call with an idempotency key, or one that needs an approval,
    /// goes through [`call_json_with`](Gate::call_json_with).
    ///
    /// `arguments` is the tuple of the input parameters, such as `(2, 3)` or `(text,)`, or the `#[input]` value.
    ///
    /// # Errors
    ///
    /// [`CallError`]: a guard said no, the body failed or gave no answer.
    pub async fn call<C: Capability, R>(
        &self,
        capability: impl Fn(Admitted<C>) -> R,
        caller: &Caller,
        arguments: C::Arguments,
    ) -> Result<C::Output, CallError> {
        drop(capability);
        let context = Context::new();
        let of_plugin;
        let typed = match self.shared.by_type.get(&TypeId::of::<C>()) {
            Some(typed) => Some(typed),
            None => {
                of_plugin = self.shared.plugins.find_typed(TypeId::of::<C>());
                of_plugin.as_ref()
            }
        };
        match typed.and_then(|entry| entry.downcast_ref::<Registered<C>>()) {
            Some(entry) => {
                let input = C::input(arguments);
                guard::pass(&self.shared, entry.descriptor(), caller, &context, |audited| {
                    guard::begin::<C, form::Typed>(&self.shared, entry, audited, input)
                })
                .await
            }
            None => Err(audit::refuse_unknown(&self.shared, C::NAME, caller, &context, None)),
        }
    }

    /// Calls a capability by name with JSON, for transports. The answer is JSON.
    ///
    /// # Errors
    ///
    /// [`CallError`], which is JSON as well: a guard said no, the body failed or gave no answer.
    pub async fn call_json(
        &self,
        name: &str,
        caller: &Caller,
        input: impl Into<Vec<u8>>,
    ) -> Result<Vec<u8>, CallError> {
        self.call_json_with(name, caller, input, Context::new()).await
    }

    /// Like [`call_json`](Gate::call_json), with what the transport knows besides.
    ///
    /// Dropping the future cancels the call.
    ///
    /// # Errors
    ///
    /// As of [`call_json`](Gate::call_json).
    pub async fn call_json_with(
        &self,
        name: &str,
        caller: &Caller,
        input: impl Into<Vec<u8>>,
        context: Context,
    ) -> Result<Vec<u8>, CallError> {
        let input = input.into();
        let of_plugin;
        let entry = match self.shared.entries.get(name) {
            Some(entry) => Some(entry),
            None => {
                of_plugin = self.shared.plugins.find(name);
                of_plugin.as_ref()
            }
        };
        match entry {
            Some(entry) => {
                guard::pass(&self.shared, entry.descriptor(), caller, &context, |audited| {
                    entry.begin_json(&self.shared, audited, input)
                })
                .await
            }
            None => Err(audit::refuse_unknown(&self.shared, name, caller, &context, Some(input.len()))),
        }
    }

    /// What this caller may call at this moment, by name. [`changes`](Gate::changes) tells when it is something else.
    pub fn capabilities(&self, caller: &Caller) -> impl Iterator<Item = Arc<Descriptor>> {
        self.descriptors()
            .filter(|descriptor| guard::policy::decide(descriptor.id, &self.shared, caller).is_ok())
    }

    /// What this caller may call under this name at this moment.
    pub fn capability(&self, name: &str, caller: &Caller) -> Option<Arc<Descriptor>> {
        let entry = self.shared.entry(name)?;
        guard::policy::decide(entry.descriptor().id, &self.shared, caller).ok()?;
        Some(entry.shared_descriptor())
    }

    /// All that it offers, by name, whoever may call it.
    pub(crate) fn descriptors(&self) -> impl Iterator<Item = Arc<Descriptor>> + use<> {
        let mut descriptors: Vec<_> =
            self.shared.entries.values().map(|entry| entry.shared_descriptor()).collect();
        descriptors.extend(self.shared.plugins.entries().iter().map(|entry| entry.shared_descriptor()));
        descriptors.sort_unstable_by_key(|descriptor| descriptor.name);
        descriptors.into_iter()
    }

    /// What the plugins' `#[on_load]` are granted.
    #[cfg(feature = "testing")]
    pub(crate) fn plugin_grants(&self) -> Vec<(&'static str, Vec<crate::authority::Grant>)> {
        self.shared.plugins.grants()
    }

    #[cfg(test)]
    pub(crate) fn approvals(&self) -> Option<&Arc<Approvals>> {
        self.shared.approvals.as_ref()
    }

    /// Who may call what, as far as the authorizer tells.
    #[cfg(feature = "testing")]
    pub(crate) fn rights(&self) -> Rights {
        let mut approvers =
            self.shared.approvals.as_ref().map(|approvals| approvals.names()).unwrap_or_default();
        approvers.sort();
        Rights { rules: self.shared.authorizer.rules(), approvers }
    }

    /// How many more calls of a capability may start at this moment; `None` for one that the gate does not have.
    pub fn free_permits<C: Capability, R>(&self, capability: impl Fn(Admitted<C>) -> R) -> Option<usize> {
        drop(capability);
        let type_id = TypeId::of::<C>();
        let typed = self.shared.by_type.get(&type_id).cloned();
        let typed = typed.or_else(|| self.shared.plugins.find_typed(type_id))?;
        Some(typed.downcast_ref::<Registered<C>>()?.throttle.free())
    }

    /// What the threads for bodies are doing at this moment.
    pub fn body_threads(&self) -> PoolStats {
        self.shared.pool.stats()
    }

    /// Returns when every record so far is where the ledger keeps it: call it before the process ends.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`] when the ledger failed; records may be missing from it.
    pub async fn flush(&self) -> Result<(), LedgerFailed> {
        self.shared.ledger.flush().await.map_err(|_| LedgerFailed)
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.descriptors().map(|descriptor| descriptor.name).collect();
        f.debug_struct("Gate").field("capabilities", &names).finish_non_exhaustive()
    }
}

/// The ledger failed; the gate refuses every call from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the ledger failed")]
pub struct LedgerFailed;

impl Shared {
    /// The capability of this name, of a plugin or not.
    fn entry(&self, name: &str) -> Option<Arc<dyn Entry>> {
        self.entries.get(name).cloned().or_else(|| self.plugins.find(name))
    }

    /// The names that capabilities have at this moment.
    fn names(&self) -> Names {
        let plugins = self.plugins.entries();
        let entries = self.entries.values().chain(&plugins);
        entries.map(|entry| entry.descriptor().name).collect()
    }
}

/// A capability in a gate, whatever its type.
pub(crate) trait Entry: Send + Sync {
    fn descriptor(&self) -> &Descriptor;
    fn shared_descriptor(&self) -> Arc<Descriptor>;

    /// Waits until no body runs, and lets none begin; gives up at `until`, and says how many still run.
    fn close(&self, until: Instant) -> Pin<Box<dyn Future<Output = usize> + Send + '_>>;

    fn begin_json(
        &self,
        gate: &Shared,
        audited: &mut Audited<'_>,
        input: Vec<u8>,
    ) -> Result<Begun<Vec<u8>>, Stop>;
    /// How many more calls of it may start.
    #[cfg(feature = "testing")]
    fn free(&self) -> usize;
    /// Whether this is a valid input of it.
    #[cfg(feature = "testing")]
    fn accepts(&self, input: &[u8]) -> bool;
}

/// A capability in a gate, with its grants and its throttle.
pub(crate) struct Registered<C: Capability> {
    descriptor: Arc<Descriptor>,
    grants: Arc<C::Grants>,
    throttle: Throttle,
}

impl<C: Capability> Registered<C> {
    pub(crate) fn id(&self) -> CapabilityId {
        self.descriptor.id
    }

    pub(crate) fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.descriptor.limits
    }

    /// Shared and not cloned: how an authority is cloned is its author's code, and runs on the body pool.
    pub(crate) fn grants(&self) -> Arc<C::Grants> {
        self.grants.clone()
    }

    pub(crate) fn throttle(&self) -> &Throttle {
        &self.throttle
    }
}

impl<C: Capability> Entry for Registered<C> {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    fn shared_descriptor(&self) -> Arc<Descriptor> {
        self.descriptor.clone()
    }

    fn close(&self, until: Instant) -> Pin<Box<dyn Future<Output = usize> + Send + '_>> {
        Box::pin(self.throttle.close(until))
    }

    fn begin_json(
        &self,
        gate: &Shared,
        audited: &mut Audited<'_>,
        input: Vec<u8>,
    ) -> Result<Begun<Vec<u8>>, Stop> {
        guard::begin::<C, form::Json>(gate, self, audited, input)
    }

    #[cfg(feature = "testing")]
    fn free(&self) -> usize {
        self.throttle.free()
    }

    #[cfg(feature = "testing")]
    fn accepts(&self, input: &[u8]) -> bool {
        attacked::accepts::<C>(input)
    }
}
