//! What can be attacked: a gate, or something before one that answers in its place.

use std::pin::Pin;

use crate::call::Context;
use crate::caller::Caller;
use crate::gate::Gate;
use crate::ledger::Record;
use crate::refusal::CallError;

/// What a call comes to.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, CallError>> + Send + 'a>>;

/// A gate, or something before one that answers in its place: a front of your own, a client of a server that serves the
/// gate. What it answers must hold as if the gate had said it.
///
/// ```
/// use portcullis::Gate;
/// use portcullis::call::Context;
/// use portcullis::prelude::*;
/// use portcullis::testing::{self, Answering, Target};
///
/// /// Trims what callers send before the gate sees it.
/// struct Front(Gate);
///
/// impl Target for Front {
///     fn gate(&self) -> &Gate {
///         &self.0
///     }
///     fn call<'a>(&'a self, capability: &'a str, caller: &'a Caller, input: Vec<u8>, context: Context) -> Answering<'a> {
///         let trimmed = input.trim_ascii().to_vec();
///         Box::pin(self.0.call_json_with(capability, caller, trimmed, context))
///     }
/// }
///
/// /// Adds two numbers.
/// #[capability(read)]
/// fn add(a: i32, b: i32) -> i64 {
///     i64::from(a) + i64::from(b)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let permits = Permits::none().permit(Caller::local(), add);
/// let gate = Gate::builder().capability(add).authorizer(permits).ledger(Memory::new()).build().unwrap();
/// let report = testing::attack(Front(gate)).run().await;
/// // It lets input of any size in, as long as it is white space.
/// assert_eq!(report.findings()[0].invariant().name(), "schema-kept");
/// # }
/// ```
pub trait Target: Send + Sync {
    /// The gate behind it: what it offers, and to whom.
    fn gate(&self) -> &Gate;

    /// Makes a call.
    fn call<'a>(
        &'a self,
        capability: &'a str,
        caller: &'a Caller,
        input: Vec<u8>,
        context: Context,
    ) -> Answering<'a> {
        Box::pin(self.gate().call_json_with(capability, caller, input, context))
    }

    /// What the ledger has taken since this was asked last. There is something to take only while the gate is attacked.
    fn records(&self) -> Vec<Record> {
        self.gate().tapped()
    }

    /// How many more calls of a capability may start.
    fn free_permits(&self, capability: &str) -> Option<usize> {
        self.gate().free_permits_of(capability)
    }
}

impl Target for Gate {
    fn gate(&self) -> &Gate {
        self
    }
}

impl<T: Target + ?Sized> Target for &T {
    fn gate(&self) -> &Gate {
        (**self).gate()
    }

    fn call<'a>(
        &'a self,
        capability: &'a str,
        caller: &'a Caller,
        input: Vec<u8>,
        context: Context,
    ) -> Answering<'a> {
        (**self).call(capability, caller, input, context)
    }

    fn records(&self) -> Vec<Record> {
        (**self).records()
    }

    fn free_permits(&self, capability: &str) -> Option<usize> {
        (**self).free_permits(capability)
    }
}
