//! Who may call what. The answer is no, unless an [`Authorizer`] says yes to this caller and this capability.

mod compiled;
pub(crate) mod condition;
pub(crate) mod definition;
mod explain;
mod matrix;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::collections::HashSet;
use std::fmt;

pub use compiled::{CapabilityNumber, Policy, PrincipalNumber};
pub use explain::{DecidingRule, Explanation};

use crate::caller::Caller;
use crate::capability::{Admitted, Capability, CapabilityId};

/// Decides whether a caller may call a capability.
///
/// It is asked on the caller's runtime and must not block. A panic or an outage is a no.
///
/// ```
/// use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
///
/// /// Lets everybody read the time, and nothing else.
/// struct ClockOnly;
///
/// impl Authorizer for ClockOnly {
///     fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
///         Ok(if request.capability.name() == "time" { Decision::Permit } else { Decision::Forbid })
///     }
/// }
/// ```
pub trait Authorizer: Send + Sync + 'static {
    /// The decision for one call, before its arguments are decoded. It sees who and what.
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage>;

    /// The decision for one call whose arguments are decoded and valid, asked if and only if
    /// [`authorize`](Authorizer::authorize) said [`Decision::OnArguments`]. Asked on the body pool. A call goes on by
    /// [`Decision::Permit`], and by [`Decision::WithApproval`] if somebody agrees; anything else is a no.
    ///
    /// An authorizer that does not look at arguments need not implement it, and permits nothing here.
    fn authorize_arguments(
        &self,
        request: &AuthorizationRequest<'_>,
        arguments: Arguments<'_>,
    ) -> Result<Decision, PolicyOutage> {
        let _ = (request, arguments);
        Ok(Decision::Forbid)
    }

    /// Who may agree to this call, by the names under which the gate has its approvers; asked if and only if the decision
    /// was [`Decision::WithApproval`]. The caller is never among them, whatever it says, and with nobody the call is
    /// refused.
    fn approvers(
        &self,
        request: &AuthorizationRequest<'_>,
        arguments: Arguments<'_>,
    ) -> Result<Vec<String>, PolicyOutage> {
        let _ = (request, arguments);
        Ok(Vec::new())
    }

    /// What it permits and forbids, a line for each rule, for the surface file: every change of it should change a line.
    /// `None` for one that cannot tell.
    fn rules(&self) -> Option<Vec<String>> {
        None
    }

    /// All names that [`approvers`](Authorizer::approvers) can give: a gate without one of them is not built.
    fn approver_names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// What an [`Authorizer`] is asked.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AuthorizationRequest<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// For what.
    pub capability: CapabilityId,
}

impl<'a> AuthorizationRequest<'a> {
    pub(crate) fn new(caller: &'a Caller, capability: CapabilityId) -> Self {
        AuthorizationRequest { caller, capability }
    }
}

/// The arguments of a call, decoded and valid, as the capability's input type.
#[derive(Clone, Copy)]
pub struct Arguments<'a>(&'a dyn Any);

impl<'a> Arguments<'a> {
    pub(crate) fn new(input: &'a dyn Any) -> Self {
        Arguments(input)
    }

    /// The arguments, if `T` is the capability's input type: the type of its `#[input]` parameter.
    ///
    /// ```
    /// use portcullis::policy::Arguments;
    /// use portcullis::prelude::*;
    ///
    /// #[data]
    /// struct Refund {
    ///     amount: u32,
    /// }
    ///
    /// fn is_small(arguments: Arguments<'_>) -> bool {
    ///     arguments.get::<Refund>().is_some_and(|refund| refund.amount <= 200)
    /// }
    /// ```
    pub fn get<T: 'static>(&self) -> Option<&'a T> {
        self.0.downcast_ref()
    }
}

/// Shows nothing of them.
impl fmt::Debug for Arguments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Arguments(..)")
    }
}

/// Yes, no, or a yes that depends on what the call brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The call goes on.
    Permit,
    /// It does not.
    Forbid,
    /// The call goes on until its arguments are decoded and valid; then
    /// [`authorize_arguments`](Authorizer::authorize_arguments) is asked. Where that is the question, it is a no.
    OnArguments,
    /// The call goes on if one of the [`approvers`](Authorizer::approvers) agrees to it, with these very arguments.
    WithApproval,
}

/// The policy cannot be asked. Taken as a no, and recorded as an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the policy cannot be asked")]
pub struct PolicyOutage;

/// A list of who may call what; everything else is forbidden.
///
/// ```
/// use portcullis::prelude::*;
///
/// /// Adds two numbers.
/// #[capability(read)]
/// fn add(a: i32, b: i32) -> i64 {
///     i64::from(a) + i64::from(b)
/// }
///
/// let permits = Permits::none().permit(Caller::local(), add);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Permits {
    permitted: HashSet<(Caller, CapabilityId)>,
}

impl Permits {
    /// Nobody may call anything.
    pub fn none() -> Self {
        Self::default()
    }

    /// Lets this caller call this capability.
    #[must_use]
    pub fn permit<C: Capability, R>(mut self, caller: Caller, capability: impl Fn(Admitted<C>) -> R) -> Self {
        self.permitted.insert((caller, CapabilityId::of(capability)));
        self
    }
}

impl Authorizer for Permits {
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        let permitted = self.permitted.contains(&(request.caller.clone(), request.capability));
        Ok(if permitted { Decision::Permit } else { Decision::Forbid })
    }

    fn rules(&self) -> Option<Vec<String>> {
        let permits = self.permitted.iter();
        let mut rules: Vec<_> =
            permits.map(|(caller, capability)| format!("permit {caller} on {}", capability.name())).collect();
        rules.sort();
        Some(rules)
    }
}
