//! The way of a call: the stages in the order in which every call meets them, and nothing else.
//!
//! Each stage takes what the stage before it proved and returns what it proves, so none can be left out.
//! What runs code of the user's (decoding, checks, the body, encoding) runs on the body pool, so that a
//! caller has the answer in time however that code behaves.

pub(crate) mod audit;
pub(crate) mod body;
pub(crate) mod decode;
pub(crate) mod disclose;
pub(crate) mod form;
pub(crate) mod intent;
pub(crate) mod isolate;
pub(crate) mod output;
pub(crate) mod policy;
pub(crate) mod size;
pub(crate) mod stop;
#[cfg(test)]
mod tests;
pub(crate) mod throttle;
pub(crate) mod validate;

use crate::call::Context;
use crate::caller::Caller;
use crate::capability::Capability;
use crate::gate::{Registered, Shared};
use crate::refusal::CallError;

use form::Form;
use stop::Stop;

/// Takes one call through the gate. `F` says in which form its input comes and its answer leaves.
pub(crate) async fn pass<C: Capability, F: Form<C>>(
    gate: &Shared,
    capability: &Registered<C>,
    caller: &Caller,
    context: &Context,
    input: F::Input,
) -> Result<F::Answer, CallError> {
    let mut audited = audit::open(gate, capability.descriptor(), caller, context)?;
    let answer = stages::<C, F>(gate, capability, &mut audited, input).await;
    audited.conclude(answer)
}

async fn stages<C: Capability, F: Form<C>>(
    gate: &Shared,
    capability: &Registered<C>,
    audited: &mut audit::Audited<'_>,
    input: F::Input,
) -> Result<output::Encoded<F::Answer>, Stop> {
    let measured = size::check::<C, F>(input, capability, gate, audited)?;
    let authorized = policy::authorize(measured, capability, gate, audited.caller())?;
    let throttled = throttle::admit(authorized, capability, audited.caller())?;
    let intent = intent::reserve(capability.descriptor(), gate, audited)?;
    let (call, isolated) = isolate::prepare(throttled, capability, gate, audited);
    let (body_call, grants, max_output) =
        (call.handle(), capability.grants(), capability.limits().max_output);

    isolate::run(gate, audited, call, async move {
        let decoded = F::decode(isolated)?;
        let validated = validate::check(decoded)?;
        let recorded = intent::record(validated, intent, &body_call).await?;
        let ended = body::run::<C>(recorded, body_call, &grants).await?;
        let disclosed = disclose::check(ended)?;
        F::encode(disclosed, max_output)
    })
    .await
}
