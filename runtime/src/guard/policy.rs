//! Policy: default deny. Only a plain yes from the authorizer lets a call on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::body_pool::discard;
use crate::caller::Caller;
use crate::capability::{Capability, CapabilityId};
use crate::gate::{Registered, Shared};
use crate::guard::size::Measured;
use crate::guard::stop::Stop;
use crate::policy::{AuthorizationRequest, Decision};

/// The proof that this caller may call this capability.
pub(crate) struct Authorized<I>(pub(super) I);

pub(crate) fn authorize<C: Capability, I>(
    measured: Measured<I>,
    capability: &Registered<C>,
    gate: &Shared,
    caller: &Caller,
) -> Result<Authorized<I>, Stop> {
    decide(capability.id(), gate, caller)?;
    Ok(Authorized(measured.0))
}

/// Asks the authorizer. A no, an outage and a panic are all a no.
pub(crate) fn decide(capability: CapabilityId, gate: &Shared, caller: &Caller) -> Result<(), Stop> {
    let request = AuthorizationRequest::new(caller, capability);
    match catch_unwind(AssertUnwindSafe(|| gate.authorizer.authorize(&request))) {
        Ok(Ok(Decision::Permit)) => Ok(()),
        Ok(Ok(Decision::Forbid)) => Err(Stop::not_authorized().because("no permit")),
        Ok(Err(_outage)) => Err(Stop::not_authorized().because("the policy cannot be asked")),
        Err(panic) => {
            discard(panic);
            Err(Stop::not_authorized().because("the policy panicked"))
        }
    }
}
