//! Attacks on a gate of the user's own, made from what it offers, and what must hold under each of them.

mod campaign;
mod document;
mod fakes;
mod faulty;
mod front;
mod hostile;
mod invariant;
mod judge;
mod mutation;
mod process;
mod report;
mod run;
mod sample;
mod sequence;
mod shrink;
mod target;
mod verdict;

use std::any::Any;
use std::fmt::Display;
use std::time::Duration;

use crate::caller::Caller;
use crate::capability::{Admitted, Capability};

pub use fakes::Fakes;
pub use invariant::Invariant;
pub use report::{AttackReport, Finding};
#[doc(hidden)]
pub use run::{TakenByTest, fakes_of_test, run_test, run_test_with_fakes};
pub use target::{Answering, Target};

/// Which attacks are made: all, if it is not set.
const ONLY: &str = "PORTCULLIS_ATTACK";

/// Attacks a gate with what is made from its own surface, and tells what did not hold.
///
/// From each capability's schema, effect and limits come: values at each bound and beyond it, every type in the place of
/// every other, missing, unknown and repeated fields, depth, sizes, numbers beyond all numbers, control characters,
/// bidirectional and invisible text, broken UTF-8, traversal, injections, what is no JSON; callers without rights, names that
/// do not exist, calls beyond the rate, many at once, calls that are dropped halfway, idempotency keys. What must hold is
/// [`Invariant::ALL`]. It is the same at every run, and a rate costs no time: the gate's clock stands still and is moved.
/// Afterwards that is ahead, so make a gate for the attack alone.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::testing;
///
/// /// Lists a customer's latest orders.
/// #[capability(read)]
/// fn find_orders(
///     #[validate(length(min = 4, max = 32), pattern = "^[A-Z0-9-]+$")] customer: String,
///     #[validate(range(min = 1, max = 50))] limit: u32,
/// ) -> String {
///     format!("{limit} orders of {customer}")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let gate = Gate::builder()
///     .capability(find_orders)
///     .authorizer(Permits::none().permit(Caller::local(), find_orders))
///     .ledger(Memory::new())
///     .build()?;
///
/// let report = testing::attack(&gate).run().await;
/// assert!(report.calls() > 200);
/// report.assert(); // prints what was done, or fails with the smallest input of each finding
/// # Ok(())
/// # }
/// ```
///
/// In a test of its own, without a runtime: [`#[attack_test]`](macro@crate::attack_test).
///
/// # Bodies run
///
/// An attack calls real bodies with hostile input that they accept. What the gate is granted must be fakes, or something
/// that may break: a temporary folder, a service of the test's own. Names are looked up and waits between the attempts of a
/// `retry` are waited, so give `PublicWeb` a `resolver` of the test's. Of capabilities that are `write` or `destructive` only
/// what must be refused is sent, so that no body runs while the gate holds; [`Attack::with_effects`] sends the rest too.
///
/// # What it does not find
///
/// What no schema says and no invariant is about: whether an answer is right, and what a body does with what it is granted.
/// Of what a capability reaches it makes slow and lets panic what asks [`Fakes`]; a service that lies, or answers in pieces, is
/// yours to grant.
pub fn attack<T: Target>(target: T) -> Attack<T> {
    Attack {
        target,
        callers: Vec::new(),
        samples: Vec::new(),
        canaries: environment(),
        fakes: None,
        effects: false,
        margin: Duration::from_secs(1),
        budget: Duration::from_secs(120),
        only: std::env::var(ONLY).ok().filter(|only| !only.is_empty()),
        kept: Vec::new(),
    }
}

/// An attack that is made ready. See [`attack`].
#[must_use = "an attack is made by `run()`"]
pub struct Attack<T> {
    target: T,
    callers: Vec<Caller>,
    samples: Vec<(&'static str, String)>,
    canaries: Vec<(String, String)>,
    fakes: Option<Fakes>,
    effects: bool,
    margin: Duration,
    budget: Duration,
    only: Option<String>,
    kept: Vec<Box<dyn Any>>,
}

impl<T: Target> Attack<T> {
    /// Attacks as this caller what it may call. Without one it is the local caller; the first one given that may call a
    /// capability attacks it, and the next one is there to see that rates are each caller's own.
    pub fn caller(mut self, caller: Caller) -> Self {
        self.callers.push(caller);
        self
    }

    /// An input that a capability accepts, as JSON: where none can be made from its schema alone, or a better one is known.
    ///
    /// ```
    /// use portcullis::prelude::*;
    /// use portcullis::testing;
    ///
    /// /// Says where an order is.
    /// #[capability(read)]
    /// fn order_status(order: u32) -> String {
    ///     format!("order {order} is on its way")
    /// }
    ///
    /// fn prepare(gate: &Gate) -> testing::Attack<&Gate> {
    ///     testing::attack(gate).sample(order_status, r#"{"order": 1007}"#)
    /// }
    /// ```
    pub fn sample<C: Capability, R>(
        mut self,
        capability: impl Fn(Admitted<C>) -> R,
        json: impl Into<String>,
    ) -> Self {
        drop(capability);
        self.samples.push((C::NAME, json.into()));
        self
    }

    /// A text that the test's fakes hold and that must never leave, nor be recorded: at least 8 characters. [`Fakes::canary`]
    /// makes one. The gate's own secrets are looked for in any case, and so are variables of the environment that are named
    /// like a key or a password; [`#[attack_test]`](macro@crate::attack_test) plants some.
    pub fn canary(mut self, name: &str, text: impl Into<String>) -> Self {
        self.canaries.push((format!("the canary {name}"), text.into()));
        self
    }

    /// Makes these fakes slow, and lets them panic, under each capability that asks them; see [`Fakes`]. Each input that does takes
    /// the capability's time-out. An attack whose fakes are never asked fails.
    pub fn fakes(mut self, fakes: &Fakes) -> Self {
        self.fakes = Some(fakes.clone());
        self
    }

    /// Also sends capabilities with an effect what they accept. **Their bodies run, hundreds of times and with hostile input:**
    /// only for a gate whose grants are fakes, or things that may break.
    pub fn with_effects(mut self) -> Self {
        self.effects = true;
        self
    }

    /// How long after its time-out a call may be answered: a second unless told otherwise, for machines with much to do.
    pub fn margin(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    /// How long all of it may take: two minutes unless told otherwise. What there is no time for is reported.
    pub fn budget(mut self, budget: Duration) -> Self {
        self.budget = budget;
        self
    }

    /// Makes only the attacks whose names begin with this, part by part: `find_orders`, `find_orders/type`. The variable
    /// `PORTCULLIS_ATTACK` does the same.
    pub fn only(mut self, name: impl Into<String>) -> Self {
        self.only = Some(name.into());
        self
    }

    /// Keeps something until the attack is over, such as the temporary folder of the ledger.
    pub fn keep(mut self, thing: impl Any) -> Self {
        self.kept.push(Box::new(thing));
        self
    }

    /// How long it may take until something hangs that no time-out ends: its budget, and what was begun when that was over.
    fn longest(&self) -> Duration {
        let timeouts = self.target.gate().descriptors().map(|descriptor| descriptor.limits.timeout);
        self.budget + (timeouts.max().unwrap_or_default() + self.margin * 2) * 10 + Duration::from_secs(60)
    }

    /// Makes the attack. It needs a tokio runtime with its timer enabled, as calls do.
    pub async fn run(self) -> AttackReport {
        campaign::run(&self).await
    }
}

/// What `#[attack_test]` can attack: a gate, an [`Attack`], or a `Result` of one of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be attacked",
    label = "neither a gate nor an attack that is made ready",
    note = "help: return the `Gate`, `testing::attack(gate)` with what it needs, or a `Result` of one of them"
)]
pub trait IntoAttack {
    /// What is attacked.
    type Target: Target;

    /// The attack.
    ///
    /// # Errors
    ///
    /// Why there is none, to be read.
    fn into_attack(self) -> Result<Attack<Self::Target>, String>;
}

impl IntoAttack for crate::gate::Gate {
    type Target = crate::gate::Gate;

    fn into_attack(self) -> Result<Attack<Self>, String> {
        Ok(attack(self))
    }
}

impl<T: Target> IntoAttack for Attack<T> {
    type Target = T;

    fn into_attack(self) -> Result<Attack<T>, String> {
        Ok(self)
    }
}

impl<A: IntoAttack, E: Display> IntoAttack for Result<A, E> {
    type Target = A::Target;

    fn into_attack(self) -> Result<Attack<A::Target>, String> {
        self.map_err(|error| error.to_string())?.into_attack()
    }
}

/// What the environment of the test holds that is named like a secret, and long enough to be known again.
fn environment() -> Vec<(String, String)> {
    const LEAST: usize = 12;
    let named = |name: &str| {
        let name = name.to_ascii_uppercase();
        ["SECRET", "PASSWORD", "PASSWD", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "CREDENTIAL"]
            .iter()
            .any(|part| name.contains(part))
    };
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    // A path to a file with a secret is none.
    let secret = |name: &str, value: &str| named(name) && value.len() >= LEAST && !value.contains('/');
    variables
        .filter(|(name, value)| secret(name, value))
        .map(|(name, value)| (format!("the environment variable {name}"), value))
        .collect()
}
