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
}

pub(crate) fn authorize<C: Capability, I>(
    measured: Measured<I>,
    capability: &Registered<C>,
    gate: &Shared,
    caller: &Caller,
) -> Result<(Authorized<I>, OpenQuestion), Stop> {
    let open = decide(capability.id(), gate, caller)? == Yes::OnArguments;
    let question = || Box::new(Question { authorizer: gate.authorizer.clone(), capability: capability.id() });
    Ok((Authorized(measured.0), OpenQuestion(open.then(question))))
}

/// How far a yes goes.
#[derive(PartialEq, Eq)]
pub(crate) enum Yes {
    Always,
    OnArguments,
}

/// Asks the authorizer. A no, an outage and a panic are all a no.
pub(crate) fn decide(capability: CapabilityId, gate: &Shared, caller: &Caller) -> Result<Yes, Stop> {
    let request = AuthorizationRequest::new(caller, capability);
    match contained(|| gate.authorizer.authorize(&request))? {
        Decision::Permit => Ok(Yes::Always),
        Decision::OnArguments => Ok(Yes::OnArguments),
        Decision::Forbid => Err(Stop::not_authorized().because("no permit")),
    }
}

/// The answer, if there is one.
pub(super) fn contained(ask: impl FnOnce() -> Result<Decision, PolicyOutage>) -> Result<Decision, Stop> {
    match catch_unwind(AssertUnwindSafe(ask)) {
        Ok(Ok(decision)) => Ok(decision),
        Ok(Err(_outage)) => Err(Stop::not_authorized().because("the policy cannot be asked")),
        Err(panic) => {
            discard(panic);
            Err(Stop::not_authorized().because("the policy panicked"))
        }
    }
}
