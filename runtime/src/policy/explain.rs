//! Why a policy decides as it does: the rules that decide, with the lines on which they stand.

use std::fmt;

use super::Decision;
use super::compiled::Policy;
use super::definition::{Effect, Rule};
use crate::caller::Caller;
use crate::capability::{Admitted, Capability, CapabilityId};

/// What a policy decides of one caller and one capability, and which rules decide it. It is for the operator: a caller
/// reads no more than `not authorized`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// What is decided before the arguments are known.
    pub decision: Decision,
    /// The rules that decide it. Without one nothing is permitted.
    pub rules: Vec<DecidingRule>,
    /// Why no rule decides it.
    none: Option<&'static str>,
}

/// A rule that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecidingRule {
    /// The file in which it stands.
    pub file: &'static str,
    /// The line on which it begins.
    pub line: u32,
    /// As it is written, without line breaks.
    pub text: &'static str,
}

impl Policy {
    /// What is decided of this caller and this capability, and by which rules.
    ///
    /// ```
    /// use portcullis::prelude::*;
    ///
    /// /// Says hello.
    /// #[capability(read)]
    /// fn hello() -> &'static str {
    ///     "hello"
    /// }
    ///
    /// let policy = policy! {
    ///     principal operator = local;
    ///     principal pricing = plugin "pricing";
    ///     permit anyone on hello;
    ///     forbid operator on hello;
    /// };
    /// let why = policy.explain(&Caller::local(), hello);
    /// assert_eq!(why.rules[0].text, "forbid operator on hello");
    /// ```
    pub fn explain<C: Capability, R>(
        &self,
        caller: &Caller,
        capability: impl Fn(Admitted<C>) -> R,
    ) -> Explanation {
        self.explain_id(caller, CapabilityId::of(capability))
    }

    pub(super) fn explain_id(&self, caller: &Caller, capability: CapabilityId) -> Explanation {
        let none = |why| Explanation { decision: Decision::Forbid, rules: Vec::new(), none: Some(why) };
        let Some(principal) = self.principal_number(caller) else {
            return none("this caller is none of the policy's principals");
        };
        let Some(capability) = self.capability_number(capability) else {
            return none("the policy does not name this capability");
        };
        let (decision, definition) = (self.decide(principal, capability), self.definition());
        let Some(cell) = self.cell(principal, capability) else {
            return none("no rule permits it");
        };
        let always = cell.always.iter().filter_map(|applying| applying.rule(definition));
        let sometimes = cell.on_arguments.iter().filter_map(|applying| applying.rule(definition));
        let deciding: Vec<&Rule> = match decision {
            Decision::Permit => always.filter(|rule| rule.decides() == Decision::Permit).collect(),
            Decision::Forbid => always.filter(|rule| rule.effect == Effect::Forbid).collect(),
            Decision::WithApproval | Decision::OnArguments => always.chain(sometimes).collect(),
        };
        if deciding.is_empty() {
            return none("no rule permits it");
        }
        let rules = deciding
            .into_iter()
            .map(|rule| DecidingRule { file: definition.file, line: rule.line, text: rule.text })
            .collect();
        Explanation { decision, rules, none: None }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.decision {
            Decision::Permit => "permitted",
            Decision::Forbid => "forbidden",
            Decision::OnArguments => "decided by the arguments",
            Decision::WithApproval => "permitted with an approval",
        })?;
        if let Some(why) = self.none {
            return write!(f, ": {why}");
        }
        self.rules.iter().try_for_each(|rule| write!(f, "\n  {rule}"))
    }
}

impl fmt::Display for DecidingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.text)
    }
}
