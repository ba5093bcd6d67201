use std::any::Any;

use crate::caller::Caller;
use crate::capability::CapabilityId;
use crate::policy::{Arguments, AuthorizationRequest, Authorizer, Decision, PolicyOutage};

/// What an authorizer decides, asked as a gate asks: once, and again where the arguments decide.
///
/// `input` is of the capability's input type, the type of its `#[input]` parameter.
///
/// # Errors
///
/// [`PolicyOutage`], when the authorizer cannot be asked.
///
/// ```
/// use portcullis::policy::Decision;
/// use portcullis::prelude::*;
/// use portcullis::{CapabilityId, testing};
///
/// #[data]
/// struct Refund {
///     amount: u32,
/// }
///
/// /// Pays a customer back.
/// #[capability(write)]
/// fn refund(#[input] refund: Refund) -> u32 {
///     refund.amount
/// }
///
/// let policy: Policy = policy! {
///     principal operator = local;
///     permit operator on refund when input.amount <= 200;
/// };
/// let decide = |amount| {
///     testing::decide(&policy, &Caller::local(), CapabilityId::of(refund), &Refund { amount })
/// };
/// assert_eq!(decide(200), Ok(Decision::Permit));
/// assert_eq!(decide(201), Ok(Decision::Forbid));
/// ```
pub fn decide(
    authorizer: &impl Authorizer,
    caller: &Caller,
    capability: CapabilityId,
    input: &dyn Any,
) -> Result<Decision, PolicyOutage> {
    let request = AuthorizationRequest::new(caller, capability);
    match authorizer.authorize(&request)? {
        Decision::OnArguments => authorizer.authorize_arguments(&request, Arguments::new(input)),
        decision => Ok(decision),
    }
}
