//! A gate for tests of single capabilities: every guard, no set-up.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::ManualClock;
use crate::approval::Approver;
use crate::authority::Authority;
use crate::caller::Caller;
use crate::capability::{Admitted, Capability};
use crate::gate::GateBuilder;
use crate::ledger::{Memory, Record};
use crate::plugin::Plugin;
use crate::policy::Permits;
use crate::refusal::CallError;

/// A gate with every guard, whose local caller may call whatever a test calls.
///
/// Its clock stands still, so that rates do not depend on how fast a test runs, and its ledger is in memory.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::{Code, testing};
///
/// /// Halves a number.
/// #[capability(read)]
/// fn halve(#[validate(range(min = 2))] number: u32) -> u32 {
///     number / 2
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let gate = testing::Gate::new();
/// assert_eq!(gate.call(halve, (10,)).await, Ok(5));
/// assert_eq!(gate.call(halve, (1,)).await.unwrap_err().code(), Code::InvalidInput);
/// assert_eq!(gate.records().await.last().unwrap().result, Some("invalid_input"));
/// # }
/// ```
pub struct Gate {
    grants: Vec<Grant>,
    gates: Mutex<HashMap<TypeId, crate::Gate>>,
    ledger: Memory,
    clock: ManualClock,
}

type Grant = Box<dyn Fn(GateBuilder) -> GateBuilder + Send + Sync>;

impl Gate {
    /// A gate without grants.
    pub fn new() -> Self {
        Gate { grants: Vec::new(), gates: Mutex::default(), ledger: Memory::new(), clock: ManualClock::new() }
    }

    /// Grants an authority, such as a fake of the real one.
    #[must_use]
    pub fn grant<A: Authority>(mut self, authority: A) -> Self {
        self.grants.push(Box::new(move |builder| builder.grant(authority.clone())));
        self
    }

    /// Gives it an approver.
    #[must_use]
    pub fn approver(mut self, name: &'static str, approver: impl Approver) -> Self {
        let approver: Arc<dyn Approver> = Arc::new(approver);
        self.grants.push(Box::new(move |builder| {
            let approver = approver.clone();
            builder.approver_of(name, approver)
        }));
        self
    }

    /// Gives it a plugin, whose capabilities can then be called; its hooks do not run.
    #[must_use]
    pub fn plugin<P: Plugin>(mut self, plugin: P) -> Self {
        let plugin = Arc::new(plugin);
        self.grants.push(Box::new(move |builder| builder.with_plugin(plugin.clone())));
        self
    }

    /// Calls a capability as the local caller.
    ///
    /// # Errors
    ///
    /// As of [`Gate::call`](crate::Gate::call).
    ///
    /// # Panics
    ///
    /// If a grant is missing, and says which.
    pub async fn call<C: Capability, R>(
        &self,
        capability: impl Fn(Admitted<C>) -> R,
        arguments: C::Arguments,
    ) -> Result<C::Output, CallError> {
        let gate = self.gate_of(&capability);
        gate.call(capability, &Caller::local(), arguments).await
    }

    /// Calls a capability with JSON as the local caller.
    ///
    /// # Errors
    ///
    /// As of [`Gate::call_json`](crate::Gate::call_json).
    ///
    /// # Panics
    ///
    /// If a grant is missing, and says which.
    pub async fn call_json<C: Capability, R>(
        &self,
        capability: impl Fn(Admitted<C>) -> R,
        input: impl Into<Vec<u8>>,
    ) -> Result<Vec<u8>, CallError> {
        self.gate_of(&capability).call_json(C::NAME, &Caller::local(), input).await
    }

    /// The clock that rates and records are kept by.
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }

    /// All records so far.
    pub async fn records(&self) -> Vec<Record> {
        let gates: Vec<_> =
            self.gates.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        for gate in gates {
            // A ledger in memory does not fail.
            let _ = gate.flush().await;
        }
        self.ledger.records()
    }

    /// The gate of one capability: made at its first call, so that a test registers nothing.
    fn gate_of<C: Capability, R>(&self, capability: &impl Fn(Admitted<C>) -> R) -> crate::Gate {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        let made = gates.entry(TypeId::of::<C>()).or_insert_with(|| {
            let builder = crate::Gate::builder()
                .capability(capability)
                .authorizer(Permits::none().permit(Caller::local(), capability))
                .ledger(self.ledger.clone())
                .clock(self.clock.clone())
                .for_tests();
            let builder = self.grants.iter().fold(builder, |builder, grant| grant(builder));
            match builder.build() {
                Ok(gate) => gate,
                Err(error) => panic!("{error}"),
            }
        });
        made.clone()
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}
