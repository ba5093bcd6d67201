//! Who may call what. The answer is no, unless an [`Authorizer`] says yes to this caller and this capability.

use std::collections::HashSet;

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
    /// The decision for one call. It sees who and what, never the arguments.
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage>;
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

/// Yes or no. There is no third answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The call goes on.
    Permit,
    /// It does not.
    Forbid,
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
}
