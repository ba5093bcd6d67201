//! The way of a call: the stages in the order in which every call meets them, and nothing else.
//!
//! Each stage takes what the stage before it proved and returns what it proves, so none can be left out.
//! What runs code of the user's (decoding, checks, the body, encoding) runs on the body pool, so that a
//! caller has the answer in time however that code behaves.

pub(crate) mod approval;
pub(crate) mod audit;
pub(crate) mod body;
pub(crate) mod breaker;
pub(crate) mod decode;
pub(crate) mod disclose;
pub(crate) mod form;
pub(crate) mod intent;
pub(crate) mod isolate;
pub(crate) mod leak;
pub(crate) mod once;
pub(crate) mod output;
pub(crate) mod policy;
pub(crate) mod policy_on_arguments;
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
use crate::surface::Descriptor;

use audit::Audited;
use form::Form;
use isolate::Begun;
use once::Once;
use stop::Stop;

/// Takes one call through the gate: its record is opened, it [begins](begin), its end is awaited and recorded.
pub(crate) async fn pass<A: Send + 'static>(
    gate: &Shared,
    capability: &Descriptor,
    caller: &Caller,
    context: &Context,
    begin: impl FnOnce(&mut Audited<'_>) -> Result<Begun<A>, Stop>,
) -> Result<A, CallError> {
    let mut audited = audit::open(gate, capability, caller, context)?;
    let answer = match begin(&mut audited) {
        Ok(begun) => isolate::answer(gate, &audited, begun).await,
        Err(stop) => Err(stop),
    };
    audited.conclude(answer)
}

/// The stages on the caller's thread, then those on the body pool. `F` says in which form the input comes and the
/// answer leaves.
pub(crate) fn begin<C: Capability, F: Form<C>>(
    gate: &Shared,
    capability: &Registered<C>,
    audited: &mut Audited<'_>,
    input: F::Input,
) -> Result<Begun<F::Answer>, Stop> {
    let measured = size::check::<C, F>(input, capability, gate, audited)?;
    let (authorized, question) = policy::authorize(measured, capability, gate, audited.caller())?;
    let needs = approval::prepare::<C>(&question, gate, audited);
    let keyed = once::find_key(capability, gate, audited)?;
    let throttled = throttle::admit(authorized, capability, audited.caller())?;
    let intent = intent::reserve(capability.descriptor(), gate, audited)?;
    let (call, isolated, passage) = isolate::prepare(throttled, capability, gate, audited);
    let (body_call, grants, max_output) =
        (call.handle(), capability.grants(), capability.limits().max_output);

    isolate::begin(gate, call, passage, async move {
        let needs = needs.read_arguments::<C, F>(&isolated);
        let asked = once::read_arguments::<C, F>(keyed, &isolated);
        let decoded = F::decode(isolated)?;
        let validated = validate::check(decoded)?;
        let permitted = policy_on_arguments::check(validated, question, &body_call)?;
        let (approved, _until_it_ends) = approval::check::<C>(permitted, needs, asked.as_ref(), &body_call)?;
        let (fresh, first) = match once::take::<C, F>(asked, approved, &body_call)? {
            Once::First(fresh, first) => (fresh, first),
            // There may be secrets now that there were not then.
            Once::Before(encoded) => return leak::check::<C, F>(encoded, &body_call),
        };
        let recorded = intent::record(fresh, intent, &body_call).await?;
        let ended = body::run::<C>(recorded, &body_call, &grants).await?;
        let disclosed = disclose::check(ended)?;
        let encoded = F::encode(disclosed, max_output)?;
        let cleared = leak::check::<C, F>(encoded, &body_call)?;
        first.answered::<C, F>(&cleared);
        Ok(cleared)
    })
}
