//! The gate: the one door to capabilities, with the policy, the grants and the ledger that it was built with.

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use crate::approval::{self, Approvals, Approver, LIFETIME, Settings};
use crate::authority::{Authority, Effect, Granted, Grants, Missing};
use crate::body_pool::{BodyPool, DEFAULT_MAX_THREADS, PoolStats};
use crate::call::Context;
use crate::caller::Caller;
use crate::capability::{Admitted, Capability, CapabilityId, Limits};
use crate::clock::{Clock, SystemClock};
use crate::guard::audit::{self, Audited};
use crate::guard::isolate::Begun;
use crate::guard::stop::Stop;
use crate::guard::throttle::Throttle;
use crate::guard::{self, form};
use crate::idempotency::Results;
use crate::ledger::queue::{self, Queue};
use crate::ledger::{Event, Ledger, Record};
use crate::policy::{Authorizer, Permits};
use crate::refusal::CallError;
use crate::secret::Credential;
use crate::secret::custody::Keeper;
use crate::surface::Descriptor;

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
}

impl Gate {
    /// A gate to be built. It has no capability, and nobody may call anything.
    pub fn builder() -> GateBuilder {
        GateBuilder::default()
    }

    /// Calls a capability with types and without JSON, for the user's own code. Every guard applies but
    /// decoding and the size of the input.
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
        match self
            .shared
            .by_type
            .get(&TypeId::of::<C>())
            .and_then(|entry| entry.downcast_ref::<Registered<C>>())
        {
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
        match self.shared.entries.get(name) {
            Some(entry) => {
                guard::pass(&self.shared, entry.descriptor(), caller, &context, |audited| {
                    entry.begin_json(&self.shared, audited, input)
                })
                .await
            }
            None => Err(audit::refuse_unknown(&self.shared, name, caller, &context, Some(input.len()))),
        }
    }

    /// What this caller may call, by name.
    pub fn capabilities<'g>(&'g self, caller: &Caller) -> impl Iterator<Item = &'g Descriptor> {
        self.shared
            .entries
            .values()
            .map(|entry| entry.descriptor())
            .filter(|descriptor| guard::policy::decide(descriptor.id, &self.shared, caller).is_ok())
    }

    /// All that it offers, by name, whoever may call it.
    #[cfg(feature = "testing")]
    pub(crate) fn descriptors(&self) -> impl Iterator<Item = &Descriptor> {
        self.shared.entries.values().map(|entry| entry.descriptor())
    }

    /// How many more calls of a capability may start at this moment; `None` for one that the gate does not have.
    pub fn free_permits<C: Capability, R>(&self, capability: impl Fn(Admitted<C>) -> R) -> Option<usize> {
        drop(capability);
        let entry = self.shared.by_type.get(&TypeId::of::<C>())?.downcast_ref::<Registered<C>>()?;
        Some(entry.throttle.free())
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
        f.debug_struct("Gate").field("capabilities", &self.shared.entries.keys()).finish_non_exhaustive()
    }
}

/// The ledger failed; the gate refuses every call from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the ledger failed")]
pub struct LedgerFailed;

/// A capability in a gate, whatever its type.
trait Entry: Send + Sync {
    fn descriptor(&self) -> &Descriptor;
    fn begin_json(
        &self,
        gate: &Shared,
        audited: &mut Audited<'_>,
        input: Vec<u8>,
    ) -> Result<Begun<Vec<u8>>, Stop>;
}

/// A capability in a gate, with its grants and its throttle.
pub(crate) struct Registered<C: Capability> {
    descriptor: Descriptor,
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

    fn begin_json(
        &self,
        gate: &Shared,
        audited: &mut Audited<'_>,
        input: Vec<u8>,
    ) -> Result<Begun<Vec<u8>>, Stop> {
        guard::begin::<C, form::Json>(gate, self, audited, input)
    }
}

/// Collects what a gate is made of, and checks all of it at once in [`build`](GateBuilder::build).
#[must_use = "a gate is made by `build()`"]
pub struct GateBuilder {
    capabilities: Vec<Addition>,
    granted: Granted,
    credentials: Vec<Credential>,
    granted_twice: Vec<&'static str>,
    authorizer: Arc<dyn Authorizer>,
    ledger: Option<LedgerStart>,
    durable: bool,
    clock: Arc<dyn Clock>,
    max_body_threads: usize,
    results: Option<Arc<Results>>,
    approvals: Settings,
    for_tests: bool,
}

type LedgerStart = Box<dyn FnOnce(Arc<dyn Clock>, Vec<Record>) -> std::io::Result<Queue>>;

/// A capability that was added: what is checked of it, and how it is made.
struct Addition {
    name: &'static str,
    type_id: TypeId,
    effect: Effect,
    unwinds: bool,
    idempotent: bool,
    approval: bool,
    register: Register,
}

type Register = Box<dyn Fn(&Granted, Arc<dyn Clock>) -> Result<Made, Vec<Missing>>>;

struct Made {
    entry: Arc<dyn Entry>,
    typed: Arc<dyn Any + Send + Sync>,
}

impl Default for GateBuilder {
    fn default() -> Self {
        GateBuilder {
            capabilities: Vec::new(),
            granted: Granted::default(),
            credentials: Vec::new(),
            granted_twice: Vec::new(),
            authorizer: Arc::new(Permits::none()),
            ledger: None,
            durable: false,
            clock: Arc::new(SystemClock),
            max_body_threads: DEFAULT_MAX_THREADS,
            results: None,
            approvals: Settings { approvers: Vec::new(), lifetime: LIFETIME },
            for_tests: false,
        }
    }
}

impl GateBuilder {
    /// Adds a capability: the function that `#[capability]` stands on.
    pub fn capability<C: Capability, R>(mut self, capability: impl Fn(Admitted<C>) -> R) -> Self {
        drop(capability);
        self.capabilities.push(Addition {
            name: C::NAME,
            type_id: TypeId::of::<C>(),
            effect: C::EFFECT,
            unwinds: C::UNWINDS,
            idempotent: C::IDEMPOTENT,
            approval: C::APPROVAL,
            register: Box::new(|granted, clock| {
                let grants = C::Grants::resolve(granted)?;
                let registered = Arc::new(Registered::<C> {
                    descriptor: Descriptor::of::<C>(&grants),
                    throttle: Throttle::new(&C::LIMITS, clock),
                    grants: Arc::new(grants),
                });
                Ok(Made { entry: registered.clone(), typed: registered })
            }),
        });
        self
    }

    /// Grants an authority to every capability that takes one of its type.
    pub fn grant<A: Authority>(mut self, authority: A) -> Self {
        self.credentials.extend(authority.credentials());
        if let Err(name) = self.granted.add(authority) {
            self.granted_twice.push(name);
        }
        self
    }

    /// Who may call what. Without it, nobody may call anything.
    pub fn authorizer(mut self, authorizer: impl Authorizer) -> Self {
        self.authorizer = Arc::new(authorizer);
        self
    }

    /// Where records go. There is no default: a gate that cannot account for its calls is not built.
    pub fn ledger(mut self, ledger: impl Ledger) -> Self {
        self.durable = ledger.is_durable();
        self.ledger = Some(Box::new(|clock, first| Queue::start(ledger, queue::CAPACITY, clock, first)));
        self
    }

    /// Where results of calls with an idempotency key are kept. A gate with an `idempotent` capability needs it.
    pub fn results(mut self, results: Results) -> Self {
        self.results = Some(Arc::new(results));
        self
    }

    /// Someone who may agree to calls that need an approval, under the name that policies and records give:
    /// `[a-z][a-z0-9_.-]{0,63}`.
    ///
    /// See [`approval`](crate::approval).
    pub fn approver(self, name: impl Into<String>, approver: impl Approver) -> Self {
        self.approver_of(&name.into(), Arc::new(approver))
    }

    pub(crate) fn approver_of(mut self, name: &str, approver: Arc<dyn Approver>) -> Self {
        self.approvals.approvers.push((name.into(), approver));
        self
    }

    /// How long a request for an approval can be answered, and what was granted be used: 10 minutes unless told otherwise,
    /// one second to a day.
    pub fn approvals_expire_after(mut self, lifetime: Duration) -> Self {
        self.approvals.lifetime = lifetime.clamp(Duration::from_secs(1), Duration::from_secs(24 * 60 * 60));
        self
    }

    /// Replaces the machine's clock, for rates and records.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How many threads bodies may have, stuck ones included: 512 unless told otherwise, 2 to 4,096.
    pub fn max_body_threads(mut self, threads: usize) -> Self {
        self.max_body_threads = threads.clamp(2, 4096);
        self
    }

    #[cfg(feature = "testing")]
    pub(crate) fn for_tests(mut self) -> Self {
        self.for_tests = true;
        self.results.get_or_insert_with(|| Arc::new(Results::in_memory()));
        self
    }

    /// Builds the gate.
    ///
    /// # Errors
    ///
    /// [`BuildError`], which names everything that is wrong at once.
    pub fn build(self) -> Result<Gate, BuildError> {
        let mut faults = self.faults();
        let mut entries = BTreeMap::new();
        let mut by_type = HashMap::new();
        for addition in &self.capabilities {
            match (addition.register)(&self.granted, self.clock.clone()) {
                Ok(made) => {
                    faults.extend(understated(made.entry.descriptor()));
                    entries.insert(addition.name, made.entry);
                    by_type.insert(addition.type_id, made.typed);
                }
                Err(missing) => faults.extend(missing.into_iter().map(|missing| BuildFault::MissingGrant {
                    capability: addition.name,
                    authority: missing.authority,
                })),
            }
        }
        let (true, Some(start)) = (faults.is_empty(), self.ledger) else {
            return Err(BuildError { faults });
        };
        let first = first_records(&entries, self.clock.as_ref());
        let ledger = start(self.clock.clone(), first)
            .map_err(|error| BuildError { faults: vec![BuildFault::LedgerFailed(error.kind())] })?;
        let ledger = Arc::new(ledger);
        let keeper = Keeper::new(self.credentials, &ledger, self.clock.clone());
        let approvals = match self.approvals.approvers.is_empty() {
            true => None,
            false => Some(
                Approvals::new(self.approvals, self.clock.clone(), &ledger, keeper.clone())
                    .ok_or(BuildError { faults: vec![BuildFault::NoRandomness] })?,
            ),
        };
        Ok(Gate {
            shared: Arc::new(Shared {
                entries,
                by_type,
                authorizer: self.authorizer,
                keeper,
                approvals,
                ledger,
                pool: Arc::new(BodyPool::new(self.max_body_threads)),
                clock: self.clock,
                results: self.results,
            }),
        })
    }

    fn faults(&self) -> Vec<BuildFault> {
        let mut faults = Vec::new();
        if self.ledger.is_none() {
            faults.push(BuildFault::NoLedger);
        }
        let mut seen = HashMap::new();
        for addition in &self.capabilities {
            if seen.insert(addition.name, addition.type_id).is_some() {
                faults.push(BuildFault::DuplicateCapability { name: addition.name });
            }
            if !addition.unwinds {
                faults.push(BuildFault::PanicAborts { capability: addition.name });
            }
            if addition.idempotent && self.results.is_none() {
                faults.push(BuildFault::NoResults { capability: addition.name });
            }
            if addition.approval && self.approvals.approvers.is_empty() {
                faults.push(BuildFault::NoApprover { capability: addition.name });
            }
            if addition.effect > Effect::Read && self.ledger.is_some() && !self.durable && !self.for_tests {
                faults.push(BuildFault::LedgerNotDurable { capability: addition.name });
            }
        }
        faults.extend(self.faults_of_approvers());
        faults.extend(self.granted_twice.iter().map(|authority| BuildFault::GrantedTwice { authority }));
        faults
    }
}

impl GateBuilder {
    /// Names that are no names, or given twice, and those that the policy asks for and nobody has.
    fn faults_of_approvers(&self) -> Vec<BuildFault> {
        let mut faults = Vec::new();
        let mut names = HashSet::new();
        for (name, _) in &self.approvals.approvers {
            if !approval::is_name(name) {
                faults.push(BuildFault::ApproverName { name: name.to_string() });
            } else if !names.insert(&**name) {
                faults.push(BuildFault::DuplicateApprover { name: name.to_string() });
            }
        }
        let asked: BTreeSet<String> = self.authorizer.approver_names().into_iter().collect();
        let missing = asked.into_iter().filter(|name| !names.contains(name.as_str()));
        faults.extend(missing.map(|name| BuildFault::MissingApprover { name }));
        faults
    }
}

fn understated(descriptor: &Descriptor) -> impl Iterator<Item = BuildFault> {
    let (capability, effect) = (descriptor.name, descriptor.effect);
    let beyond = descriptor.grants.iter().filter(move |grant| grant.effect > effect);
    beyond.map(move |grant| BuildFault::EffectUnderstated { capability, effect, authority: grant.kind })
}

/// That the gate started, and under which exceptions.
fn first_records(entries: &BTreeMap<&'static str, Arc<dyn Entry>>, clock: &dyn Clock) -> Vec<Record> {
    let exceptions = entries.values().flat_map(|entry| {
        let descriptor = entry.descriptor();
        descriptor.exceptions.iter().map(|exception| {
            let mut record = Record::new(Event::ExceptionDeclared, clock.utc());
            record.capability = Some(descriptor.name.into());
            record.exception = Some(*exception);
            record
        })
    });
    std::iter::once(Record::new(Event::GateStarted, clock.utc())).chain(exceptions).collect()
}

/// Why a gate cannot be built: everything that is wrong, not only the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    faults: Vec<BuildFault>,
}

impl BuildError {
    /// What is wrong.
    pub fn faults(&self) -> &[BuildFault] {
        &self.faults
    }
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the gate cannot be built:")?;
        self.faults.iter().try_for_each(|fault| write!(f, "\n  - {fault}"))
    }
}

impl std::error::Error for BuildError {}

/// One thing that is wrong with a gate that is to be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildFault {
    /// There is no ledger.
    #[error(
        "it has no ledger: add `.ledger(Journal::open(\"audit\")?)`, or `Memory::new()` where records may be forgotten"
    )]
    NoLedger,
    /// A capability with an effect, and a ledger that forgets.
    #[error("`{capability}` has an effect, and this ledger does not survive a crash: use `Journal`")]
    LedgerNotDurable {
        /// The capability's name.
        capability: &'static str,
    },
    /// An idempotent capability, and nowhere to keep its results.
    #[error(
        "`{capability}` is idempotent, and there is nowhere to keep its results: add `.results(Results::open(…)?)`"
    )]
    NoResults {
        /// The capability's name.
        capability: &'static str,
    },
    /// A capability that takes an approval, and nobody who could give it.
    #[error("`{capability}` needs an approval, and nobody can give it: add `.approver(\"owner\", …)`")]
    NoApprover {
        /// The capability's name.
        capability: &'static str,
    },
    /// The policy says `approved by` somebody whom the gate does not have.
    #[error("the policy asks for approvals of `{name}`, who is not there: add `.approver(\"{name}\", …)`")]
    MissingApprover {
        /// The approver's name.
        name: String,
    },
    /// Two approvers of one name.
    #[error("two approvers are named `{name}`: give one another name")]
    DuplicateApprover {
        /// The name.
        name: String,
    },
    /// This can be nobody's name.
    #[error("{name:?} can be no approver's name: a name is `[a-z][a-z0-9_.-]{{0,63}}`")]
    ApproverName {
        /// What was given as a name.
        name: String,
    },
    /// The operating system has no random numbers to give, and approvals are signed with them.
    #[error("the operating system has no random numbers to give")]
    NoRandomness,
    /// Two capabilities of one name.
    #[error("two capabilities are named `{name}`: give one another name with `#[capability(name = \"…\")]`")]
    DuplicateCapability {
        /// The name.
        name: &'static str,
    },
    /// An authority that a capability takes was not granted.
    #[error("`{capability}` takes `{authority}`, which is not granted: add `.grant(…)`")]
    MissingGrant {
        /// The capability's name.
        capability: &'static str,
        /// The authority's type.
        authority: &'static str,
    },
    /// Two authorities of one type were granted.
    #[error("`{authority}` is granted twice: grant one, or make two marker types")]
    GrantedTwice {
        /// The authority's type.
        authority: &'static str,
    },
    /// A capability in a crate that is compiled with `panic = "abort"`.
    #[error(
        "`{capability}` is compiled with `panic = \"abort\"`, so one panic would end the process: remove that from the profile"
    )]
    PanicAborts {
        /// The capability's name.
        capability: &'static str,
    },
    /// The ledger did not take its first records.
    #[error("the ledger did not take its first records: {0}")]
    LedgerFailed(std::io::ErrorKind),
    /// An authority that can do more than the effect of a capability which takes it. What `#[capability]` makes never
    /// comes to this: it does not compile.
    #[error("`{capability}` is a `{effect}` and is granted an authority that can do more: `{authority}`")]
    EffectUnderstated {
        /// The capability's name.
        capability: &'static str,
        /// Its effect.
        effect: Effect,
        /// The kind of authority.
        authority: &'static str,
    },
}
