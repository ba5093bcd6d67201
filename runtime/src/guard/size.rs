//! Size: nothing is parsed before its length is known to be within the capability's limit.

use crate::capability::Capability;
use crate::gate::{Registered, Shared};
use crate::guard::audit::Audited;
use crate::guard::form::Form;
use crate::guard::policy;
use crate::guard::stop::Stop;
use crate::refusal::Code;

/// The proof that the input is no larger than it may be.
pub(crate) struct Measured<I>(pub(super) I);

pub(crate) fn check<C: Capability, F: Form<C>>(
    input: F::Input,
    capability: &Registered<C>,
    gate: &Shared,
    audited: &mut Audited<'_>,
) -> Result<Measured<F::Input>, Stop> {
    audited.input_bytes = F::bytes(&input);
    let max = capability.limits().max_input;
    if audited.input_bytes.is_none_or(|bytes| bytes <= max) {
        return Ok(Measured(input));
    }
    let stop = Stop::new(Code::InputTooLarge, format!("the input is larger than {max} bytes"));
    // Whoever may not call it must not learn from its limit that it exists.
    match policy::decide(capability.id(), gate, audited.caller()) {
        Ok(_) => Err(stop),
        Err(_) => Err(stop.shown_as_not_authorized()),
    }
}
