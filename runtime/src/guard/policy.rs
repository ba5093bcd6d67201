//! Policy: default deny. Only a plain yes from the authorizer lets a call on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::body_pool::discard;
use crate::caller::Caller;
use crate::capability::{Capability, CapabilityId};
use crate::gate::{Registered, Shared};
use crate::guard::size::Measured;
use crate::guard::stop::Stop;
use crate::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};

/// The proof that this caller may call this capability, whatever the arguments or with some of them.
pub(crate) struct Authorized<I>(pub(super) I);

/// What is to be asked again, once the arguments are known: nothing for most calls.
pub(crate) struct OpenQuestion(pub(super) Option<Box<Question>>);

pub(super) struct Question {
    pub(super) authorizer: Arc<dyn Authorizer>,
    pub(super) capability: CapabilityId,
    /// [`Decision::OnArguments`] or [`Decision::WithApproval`].
    pub(super) decided: Decision,
}

pub(crate) fn authorize<C: Capability, I>(
    measured: Measured<I>,
    capability: &Registered<C>,
    gate: &Shared,
    caller: &Caller,
) -> Result<(Authorized<I>, OpenQuestion), Stop> {
    let decided = decide(capability.id(), gate, caller)?;
    let question =
        || Box::new(Question { authorizer: gate.authorizer.clone(), capability: capability.id(), decided });
    Ok((Authorized(measured.0), OpenQuestion((decided != Decision::Permit).then(question))))
}

/// Asks the authorizer how far its yes goes. A no, an outage and a panic are all a no.
pub(crate) fn decide(capability: CapabilityId, gate: &Shared, caller: &Caller) -> Result<Decision, Stop> {
    let request = AuthorizationRequest::new(caller, capability);
    match contained(|| gate.authorizer.authorize(&request))? {
        Decision::Forbid => Err(Stop::not_authorized().because("no permit")),
        yes => Ok(yes),
    }
}

/// The answer, if there is one.
pub(super) fn contained<T>(ask: impl FnOnce() -> Result<T, PolicyOutage>) -> Result<T, Stop> {
    match catch_unwind(AssertUnwindSafe(ask)) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_outage)) => Err(Stop::not_authorized().because("the policy cannot be asked")),
        Err(panic) => {
            discard(panic);
            Err(Stop::not_authorized().because("the policy panicked"))
        }
    }
}
