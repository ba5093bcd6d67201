//! Conditions of rules: what is compared, typed by the capability's input, and what is known of a caller besides.

use crate::caller::Principal;
use crate::capability::Capability;
use crate::policy::Arguments;

/// What a condition may ask of a caller.
#[derive(Clone, Copy)]
pub struct CallerFacts<'a>(pub(super) &'a Principal);

/// How a caller's identity was established: `caller.kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The owner of this process.
    Local,
    /// A plugin that the gate has loaded.
    Plugin,
    /// A workload with a SPIFFE ID.
    Spiffe,
    /// Someone who may agree to a call.
    Approver,
    /// None of a policy's principals.
    Unknown,
}

impl<'a> CallerFacts<'a> {
    /// How the identity was established.
    pub fn kind(self) -> Kind {
        match self.0 {
            Principal::Local => Kind::Local,
            Principal::Plugin(_) => Kind::Plugin,
            Principal::Spiffe(_) => Kind::Spiffe,
            Principal::Approver(_) => Kind::Approver,
            Principal::Test(_) => Kind::Unknown,
        }
    }

    /// Who vouches for it; empty where there is no trust domain, which is the name of none.
    pub fn trust_domain(self) -> &'a str {
        match self.0 {
            Principal::Spiffe(id) => id.trust_domain(),
            _ => "",
        }
    }
}

/// A condition of one rule on one capability.
pub(super) enum Condition {
    /// Known for each principal as soon as the policy is.
    OfCaller(Box<dyn Fn(CallerFacts<'_>) -> bool + Send + Sync>),
    /// Known when the arguments are.
    OfInput(TypedCondition),
}

type TypedCondition = Box<dyn Fn(Arguments<'_>, CallerFacts<'_>) -> Result<bool, OtherType> + Send + Sync>;

/// The arguments are not of the type that the condition is about, so it says nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherType;

impl Condition {
    pub(super) fn of_caller(holds: impl Fn(CallerFacts<'_>) -> bool + Send + Sync + 'static) -> Self {
        Condition::OfCaller(Box::new(holds))
    }

    pub(super) fn of_input<C: Capability>(
        holds: impl Fn(&C::Input, CallerFacts<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        Condition::OfInput(Box::new(move |arguments, caller| {
            arguments.get::<C::Input>().map(|input| holds(input, caller)).ok_or(OtherType)
        }))
    }
}
