//! A policy as data: what `policy!` writes down, and what the matrix is computed from.
//!
//! It is also what the naive interpreter of the tests reads, so nothing is decided here.

use std::marker::PhantomData;

use super::Decision;
use super::compiled::Policy;
use super::condition::{CallerFacts, Condition};
use crate::caller::{Principal, SpiffeId};
use crate::capability::{Admitted, Capability, CapabilityId};

/// Principals, capabilities and rules, in the order in which they were written.
pub struct Definition {
    /// The source file.
    pub(super) file: &'static str,
    /// `None` for an identity that nobody can have.
    pub(super) principals: Vec<Option<Principal>>,
    pub(super) capabilities: Vec<CapabilityId>,
    pub(super) rules: Vec<Rule>,
}

/// Permit or forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Permit,
    Forbid,
}

/// One `permit` or `forbid`.
pub struct Rule {
    pub(super) effect: Effect,
    pub(super) line: u32,
    /// As it is written, for explanations.
    pub(super) text: &'static str,
    pub(super) subject: Subject<Vec<usize>>,
    /// Who must agree, by their places in the definition; nobody, if it is empty.
    pub(super) approvers: Vec<usize>,
    pub(super) targets: Vec<Target>,
}

/// One capability of a rule, with the condition as far as it is about that one.
pub(super) struct Target {
    pub(super) capability: usize,
    pub(super) condition: Option<Condition>,
}

/// For whom a rule is.
#[derive(Debug, Clone, Copy)]
pub enum Subject<P> {
    /// Every principal of the policy. Who is none of them may call nothing anyway.
    Anyone,
    /// These principals, by their places in the definition.
    These(P),
}

/// What a principal is.
#[derive(Debug, Clone, Copy)]
pub enum Identity {
    /// The owner of the process.
    Local,
    /// A plugin, by its name.
    Plugin(&'static str),
    /// A workload, by its SPIFFE ID.
    Spiffe(&'static str),
    /// Someone who may agree, by name.
    Approver(&'static str),
}

/// A capability, as its function's path says.
pub struct Named<C>(PhantomData<fn() -> C>);

/// The capability that a function is, in const context as well.
pub const fn named<C: Capability, R, F: Fn(Admitted<C>) -> R>(_: &F) -> Named<C> {
    Named(PhantomData)
}

impl<C: Capability> Named<C> {
    /// The name that callers use.
    pub const fn name(&self) -> &'static str {
        C::NAME
    }
}

/// A capability of a definition. It carries its type to the conditions about it.
pub struct Column<C> {
    capability: usize,
    of: PhantomData<fn() -> C>,
}

impl<C> Clone for Column<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Column<C> {}

impl Definition {
    /// Without any rule: nobody may call anything.
    pub fn new(file: &'static str) -> Self {
        Definition { file, principals: Vec::new(), capabilities: Vec::new(), rules: Vec::new() }
    }

    /// Adds a principal and gives its place.
    pub fn principal(&mut self, identity: Identity) -> usize {
        self.principals.push(match identity {
            Identity::Local => Some(Principal::Local),
            Identity::Plugin(name) => Some(Principal::Plugin(name.into())),
            Identity::Spiffe(id) => SpiffeId::parse(id).ok().map(Principal::Spiffe),
            Identity::Approver(name) => Some(Principal::Approver(name.into())),
        });
        self.principals.len() - 1
    }

    /// Adds a capability. Two paths of one capability are one.
    pub fn capability<C: Capability>(&mut self, _: Named<C>) -> Column<C> {
        let id = CapabilityId::of_type::<C>();
        let known = self.capabilities.iter().position(|known| *known == id);
        let capability = known.unwrap_or_else(|| {
            self.capabilities.push(id);
            self.capabilities.len() - 1
        });
        Column { capability, of: PhantomData }
    }

    /// Adds a `permit`.
    pub fn permit(&mut self, line: u32, text: &'static str, subject: Subject<&[usize]>) -> &mut Rule {
        self.rule(Effect::Permit, line, text, subject)
    }

    /// Adds a `forbid`.
    pub fn forbid(&mut self, line: u32, text: &'static str, subject: Subject<&[usize]>) -> &mut Rule {
        self.rule(Effect::Forbid, line, text, subject)
    }

    fn rule(
        &mut self,
        effect: Effect,
        line: u32,
        text: &'static str,
        subject: Subject<&[usize]>,
    ) -> &mut Rule {
        let subject = match subject {
            Subject::Anyone => Subject::Anyone,
            Subject::These(principals) => Subject::These(principals.to_vec()),
        };
        self.rules.push_mut(Rule { effect, line, text, subject, approvers: Vec::new(), targets: Vec::new() })
    }

    /// Compiles an expression about the input of a capability, which nobody evaluates.
    pub fn typed<C: Capability>(&self, _: Column<C>, _: impl Fn(&C::Input) -> bool) {}

    /// Computes the matrix.
    pub fn build(self) -> Policy {
        Policy::of(self)
    }
}

impl Rule {
    /// If one of these principals agrees.
    pub fn approved_by(&mut self, principals: &[usize]) -> &mut Self {
        self.approvers.extend_from_slice(principals);
        self
    }

    /// On this capability, whatever the arguments.
    pub fn on<C>(&mut self, column: Column<C>) -> &mut Self {
        self.target(column, None)
    }

    /// On this capability, for callers of which the condition holds.
    pub fn when_caller<C>(
        &mut self,
        column: Column<C>,
        condition: impl Fn(CallerFacts<'_>) -> bool + Send + Sync + 'static,
    ) -> &mut Self {
        self.target(column, Some(Condition::of_caller(condition)))
    }

    /// On this capability, for calls of which the condition holds.
    pub fn when<C: Capability>(
        &mut self,
        column: Column<C>,
        condition: impl Fn(&C::Input, CallerFacts<'_>) -> bool + Send + Sync + 'static,
    ) -> &mut Self {
        self.target(column, Some(Condition::of_input::<C>(condition)))
    }

    fn target<C>(&mut self, column: Column<C>, condition: Option<Condition>) -> &mut Self {
        self.targets.push(Target { capability: column.capability, condition });
        self
    }

    /// Whether it permits, and whether somebody must agree.
    pub(super) fn decides(&self) -> Decision {
        match self.effect {
            Effect::Forbid => Decision::Forbid,
            Effect::Permit if self.approvers.is_empty() => Decision::Permit,
            Effect::Permit => Decision::WithApproval,
        }
    }

    /// Whether it is for the principal at this place.
    pub(super) fn is_for(&self, principal: usize) -> bool {
        match &self.subject {
            Subject::Anyone => true,
            Subject::These(principals) => principals.contains(&principal),
        }
    }
}
