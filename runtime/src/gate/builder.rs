//! What a gate is made of, checked all at once when it is built.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use super::{BuildError, BuildFault, Entry, Gate, Registered, Shared};
use crate::approval::{self, Approvals, Approver, LIFETIME, Named, Settings};
use crate::authority::{Authority, Effect, Granted, Grants, Missing};
use crate::body_pool::{BodyPool, DEFAULT_MAX_THREADS};
use crate::capability::{Admitted, Capability};
use crate::clock::{Clock, SystemClock};
use crate::guard::throttle::Throttle;
use crate::idempotency::Results;
use crate::ledger::queue::{self, Queue};
use crate::ledger::{Event, Ledger, Record};
use crate::policy::{Authorizer, Permits};
use crate::secret::Credential;
use crate::secret::custody::Keeper;
use crate::surface::Descriptor;

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
    typed: Arc<dyn std::any::Any + Send + Sync>,
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

    /// Where records go. There is no default: a gate that cannot account for its calls is not built. With a capability that has
    /// an effect it must survive a crash: [`Journal`](crate::ledger::Journal).
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
        self.approvals.approvers.push(Named::new(name, approver));
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
    pub fn build(#[allow(unused_mut)] mut self) -> Result<Gate, BuildError> {
        #[cfg(feature = "testing")]
        let held = crate::testing::HeldClock::before(&mut self.clock);
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
                #[cfg(feature = "testing")]
                held,
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
        for Named { name, .. } in &self.approvals.approvers {
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
