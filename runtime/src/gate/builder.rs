//! What a gate is made of, checked all at once when it is built.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use super::parts::{Addition, Means, Names, exceptions};
use super::plugins::{Candidate, Fit, Plugins};
use super::{BuildError, BuildFault, Gate, Shared};
use crate::approval::{self, Approvals, Approver, LIFETIME, Named, Settings};
use crate::authority::{Authority, Granted};
use crate::body_pool::{BodyPool, DEFAULT_MAX_THREADS};
use crate::capability::{Admitted, Capability};
use crate::clock::{Clock, SystemClock};
use crate::idempotency::Results;
use crate::ledger::queue::{self, Queue};
use crate::ledger::{Event, Ledger, Record};
use crate::plugin::Plugin;
use crate::policy::{Authorizer, Permits};
use crate::secret::Credential;
use crate::secret::custody::Keeper;

/// Collects what a gate is made of, and checks all of it at once in [`build`](GateBuilder::build).
#[must_use = "a gate is made by `build()`"]
pub struct GateBuilder {
    capabilities: Vec<Addition>,
    plugins: Vec<Candidate>,
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

impl Default for GateBuilder {
    fn default() -> Self {
        GateBuilder {
            capabilities: Vec::new(),
            plugins: Vec::new(),
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
        self.capabilities.push(Addition::of::<C>());
        self
    }

    /// Adds a plugin without `#[on_load]`: a value of the type whose `impl` has `#[secure_plugin]`. One with `#[on_load]` is loaded
    /// with [`Gate::load`], which waits for it.
    pub fn plugin<P: Plugin>(mut self, plugin: P) -> Self {
        self.plugins.push(Candidate::of(Arc::new(plugin)));
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

    /// The plugin of capabilities that a test adds one by one.
    #[cfg(feature = "testing")]
    pub(crate) fn with_plugin<P: Plugin>(mut self, plugin: Arc<P>) -> Self {
        self.granted.add_plugin(plugin);
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
    pub fn build(mut self) -> Result<Gate, BuildError> {
        #[cfg(feature = "testing")]
        let held = crate::testing::HeldClock::before(&mut self.clock);
        let means = self.means();
        let mut faults = self.faults(means);
        let mut names = Names::new();
        let mut entries = BTreeMap::new();
        let mut by_type = HashMap::new();
        for addition in &self.capabilities {
            if !names.insert(addition.name) {
                faults.push(BuildFault::DuplicateCapability { name: addition.name });
            }
            match addition.make(&self.granted, &self.clock) {
                Ok(made) => {
                    entries.insert(addition.name, made.entry);
                    by_type.insert(addition.type_id, made.typed);
                }
                Err(found) => faults.extend(found),
            }
        }
        let fit = self.fit_plugins(means, &mut names, &mut faults);
        let (true, Some(start)) = (faults.is_empty(), self.ledger) else {
            return Err(BuildError { faults });
        };
        let clock = self.clock.as_ref();
        let mut first = vec![Record::new(Event::GateStarted, clock.utc())];
        first.extend(exceptions(entries.values(), clock));
        first.extend(fit.iter().flat_map(|plugin| plugin.records(clock)));
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
        let plugins = Plugins::new();
        for plugin in fit {
            plugins.insert(plugin);
        }
        Ok(Gate {
            shared: Arc::new(Shared {
                entries,
                by_type,
                plugins,
                granted: self.granted,
                means,
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

    fn means(&self) -> Means {
        Means {
            keeps_results: self.results.is_some(),
            has_approvers: !self.approvals.approvers.is_empty(),
            // Without a ledger there is another fault to tell.
            keeps_intents: self.ledger.is_none() || self.durable || self.for_tests,
        }
    }

    fn faults(&self, means: Means) -> Vec<BuildFault> {
        let mut faults = Vec::new();
        if self.ledger.is_none() {
            faults.push(BuildFault::NoLedger);
        }
        faults.extend(self.capabilities.iter().flat_map(|addition| addition.faults(means)));
        faults.extend(self.faults_of_approvers());
        faults.extend(self.granted_twice.iter().map(|authority| BuildFault::GrantedTwice { authority }));
        faults
    }
}

impl GateBuilder {
    /// The plugins that fit; what is wrong with the others is added to `faults`.
    fn fit_plugins(&mut self, means: Means, names: &mut Names, faults: &mut Vec<BuildFault>) -> Vec<Fit> {
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for candidate in std::mem::take(&mut self.plugins) {
            let plugin = candidate.loaded.name;
            if !seen.insert(plugin) {
                faults.push(BuildFault::DuplicatePlugin { plugin });
                continue;
            }
            if candidate.has_on_load {
                faults.push(BuildFault::PluginLoads { plugin });
            }
            match candidate.fit(&self.granted, means, &self.clock, names) {
                Ok(fit) => all.push(fit),
                Err(found) => faults.extend(found),
            }
        }
        all
    }

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
