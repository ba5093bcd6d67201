//! All that a gate offers: its capabilities with their schemas, effects, limits, authorities and exceptions.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::authority::{Effect, Grant, Grants};
use crate::capability::{Capability, CapabilityId, Exception, Limits};

#[cfg(feature = "testing")]
pub(crate) mod lock;

/// One capability, as a gate offers it.
///
/// ```
/// # use portcullis::prelude::*;
/// # /// Adds two numbers.
/// # #[capability(read)]
/// # fn add(a: i32, b: i32) -> i64 { i64::from(a) + i64::from(b) }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let gate = Gate::builder()
///     .capability(add)
///     .authorizer(Permits::none().permit(Caller::local(), add))
///     .ledger(Memory::new())
///     .build()?;
/// let offered: Vec<_> = gate.capabilities(&Caller::local()).collect();
/// assert_eq!(offered[0].name, "add");
/// assert_eq!(offered[0].description, "Adds two numbers.");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Descriptor {
    /// Which capability.
    pub id: CapabilityId,
    /// The name that callers use.
    pub name: &'static str,
    /// What callers and models read.
    pub description: &'static str,
    /// What it may change.
    pub effect: Effect,
    /// Whether its calls may carry an idempotency key, and happen once for it.
    pub idempotent: bool,
    /// Whether somebody else must agree to each call.
    pub approval: bool,
    /// Its limits.
    pub limits: Limits,
    /// The JSON schema of its input (2020-12, nothing by reference).
    pub input_schema: Schema,
    /// The JSON schema of its output.
    pub output_schema: Schema,
    /// What it is granted.
    pub grants: Vec<Grant>,
    /// The exceptions to rules that its author wrote down.
    pub exceptions: &'static [Exception],
}

impl Descriptor {
    pub(crate) fn of<C: Capability>(grants: &C::Grants) -> Self {
        Descriptor {
            id: CapabilityId::of_type::<C>(),
            name: C::NAME,
            description: C::DESCRIPTION,
            effect: C::EFFECT,
            idempotent: C::IDEMPOTENT,
            approval: C::APPROVAL,
            limits: C::LIMITS,
            input_schema: schema::<C::Input>(),
            output_schema: schema::<C::Output>(),
            grants: grants.describe(),
            exceptions: C::EXCEPTIONS,
        }
    }
}

/// The schema with everything in place: models follow references badly, and bounded types do not recurse.
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .with(|settings| settings.inline_subschemas = true)
        .into_generator()
        .into_root_schema_for::<T>()
}
