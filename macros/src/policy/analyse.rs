//! What can be decided while compiling: default allow, rules said twice or never heard, and whether a policy does what
//! it expects of itself.
//!
//! A field's values fall into finitely many regions, between and on the constants that it is compared with. Within one
//! region every condition has one answer, so looking at each combination of regions is looking at every input.
//! Fields compare like numbers, texts or enums do; regions that no value is in are possible, and make the analysis more
//! cautious, never less.

mod dead;
mod regions;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use portcullis_rules::Diagnostics;

use super::condition::{Condition, Value, without_spaces};
use super::parse::Effect;
use super::resolve::{Expectation, Policy, Rule, Subject};
use regions::{Cases, Formula};

/// Combinations of regions that are looked at for one principal and one capability.
const MOST_CASES: usize = 16_384;

pub fn check(policy: &Policy, out: &mut Diagnostics) {
    // What has been told of is no reason to say more of the same rules.
    let mut told = dead::Told::default();
    check_said_once(policy, &mut told, out);
    check_default_allow(policy, &mut told, out);
    check_self_approval(policy, &mut told, out);
    for expectation in &policy.expectations {
        check_expectation(policy, expectation, &mut told, out);
    }
    dead::check(policy, &told, out);
}

fn check_said_once(policy: &Policy, told: &mut dead::Told, out: &mut Diagnostics) {
    let mut said: HashMap<_, &Rule> = HashMap::new();
    for (number, rule) in policy.rules.iter().enumerate() {
        let condition = rule.condition.as_ref().map(Condition::to_string);
        match said.entry((rule.effect, &rule.subject, &rule.targets, &rule.approvers, condition)) {
            Entry::Vacant(new) => {
                new.insert(rule);
            }
            Entry::Occupied(first) => {
                out.error(rule.place, format!("line {} says this already", first.get().line))
                    .help("keep one of the two");
                told.rules.insert(number);
            }
        }
    }
}

/// Whether `permit anyone` lets everybody call all that the policy speaks of: then what is not forbidden is permitted.
fn check_default_allow(policy: &Policy, told: &mut dead::Told, out: &mut Diagnostics) {
    let for_anyone = |rule: &&Rule| rule.effect == Effect::Permit && rule.subject == Subject::Anyone;
    let Some(first) = policy.rules.iter().find(for_anyone) else { return };
    let open = |principal: usize, capability: usize| {
        let cell = Cell::of(policy, principal, capability, &[], |rule| for_anyone(&rule));
        cell.is_some_and(|cell| cell.counterexample(Decision::Permit).is_none())
    };
    let capabilities = 0..policy.capabilities.len();
    let all_open = capabilities
        .clone()
        .all(|capability| (0..policy.principals.len()).all(|principal| open(principal, capability)));
    if capabilities.len() > 1 && all_open {
        out.error(
            first.subject_place,
            "anyone may call all that this policy speaks of, and only what is forbidden is refused",
        )
        .help("permit each capability to those who need it, by principal or role")
        .see("P703");
        let rules = policy.rules.iter().enumerate();
        told.rules.extend(rules.filter(|(_, rule)| for_anyone(rule)).map(|(number, _)| number));
    }
}

/// Whether somebody could agree to a call of his own.
fn check_self_approval(policy: &Policy, told: &mut dead::Told, out: &mut Diagnostics) {
    for (number, rule) in policy.rules.iter().enumerate() {
        let Some(place) = rule.approvers_place else { continue };
        let may_call = |principal: usize| {
            rule.subject.includes(principal)
                && rule.targets.iter().any(|capability| {
                    let cell = Cell::of(policy, principal, *capability, &[], |other| {
                        std::ptr::eq(other, rule) || other.effect == Effect::Forbid
                    });
                    cell.is_none_or(|cell| cell.counterexample(Decision::Forbid).is_some())
                })
        };
        let own = rule.approvers.iter().find(|principal| may_call(**principal));
        if let Some(principal) = own.and_then(|principal| policy.principals.get(*principal)) {
            out.error(place, format!("`{}` may make this call, and is to approve it", principal.name))
                .help("permit it to somebody else, or let somebody else approve it")
                .see("P709");
            told.rules.insert(number);
        }
    }
}

fn check_expectation(
    policy: &Policy,
    expectation: &Expectation,
    told: &mut dead::Told,
    out: &mut Diagnostics,
) {
    if policy.principals.is_empty() && expectation.effect == Effect::Permit {
        out.error(expectation.place, "this policy has no principals, so it permits nothing")
            .help("declare one: `principal operator = local;`");
        return;
    }
    let principals = (0..policy.principals.len()).filter(|it| expectation.subject.includes(*it));
    for principal in principals {
        for capability in &expectation.targets {
            let Some(cell) = Cell::of(policy, principal, *capability, &expectation.with, |_| true) else {
                out.error(
                    expectation.place,
                    "the rules about this compare too many values to go through all cases",
                )
                .help("say more of the arguments: `with { amount: 6_000 }`");
                return;
            };
            let expected = Decision::expected(expectation.effect);
            if let Some(found) = cell.counterexample(expected) {
                let who = &policy.principals.get(principal).map(|it| it.name.to_string());
                let what = policy.capabilities.get(*capability).map(without_spaces);
                let (who, what) = (who.as_deref().unwrap_or_default(), what.as_deref().unwrap_or_default());
                out.error(expectation.place, found.message(expectation.effect, who, what))
                    .help(found.help(expectation.effect));
                told.cells.insert((principal, *capability));
                return;
            }
        }
    }
}

/// What a policy says of one call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Forbid,
    Permit,
    WithApproval,
}

impl Decision {
    fn of(rule: &Rule) -> Self {
        match rule.effect {
            Effect::Forbid => Decision::Forbid,
            Effect::Permit if rule.approvers.is_empty() => Decision::Permit,
            Effect::Permit => Decision::WithApproval,
        }
    }

    /// An expectation speaks of what needs no approval.
    fn expected(effect: Effect) -> Self {
        match effect {
            Effect::Forbid => Decision::Forbid,
            Effect::Permit => Decision::Permit,
        }
    }
}

/// The rules about one principal and one capability, over the inputs that are spoken of.
struct Cell<'a> {
    rules: Vec<(&'a Rule, Formula)>,
    cases: Cases,
}

/// An input for which the policy decides otherwise than expected.
struct Counterexample<'a> {
    decision: Decision,
    /// The rule that decides; `None` if no permit does.
    rule: Option<&'a Rule>,
    has_permits: bool,
    /// What is true of the input; empty if it is any.
    input: String,
    /// A constant whose value would have to be known.
    unknown: Option<String>,
}

impl<'a> Cell<'a> {
    /// `None` if there are too many cases.
    fn of(
        policy: &'a Policy,
        principal: usize,
        capability: usize,
        with: &[(Vec<proc_macro2::Ident>, Value)],
        about: impl Fn(&'a Rule) -> bool,
    ) -> Option<Self> {
        let identity = &policy.principals.get(principal)?.identity;
        let applying = policy.rules.iter().filter(|rule| {
            rule.subject.includes(principal) && rule.targets.contains(&capability) && about(rule)
        });
        let applying: Vec<&Rule> = applying.collect();
        let conditions = applying.iter().filter_map(|rule| rule.condition.as_ref());
        let cases = Cases::of(conditions, with);
        if cases.count() > MOST_CASES {
            return None;
        }
        let formula = |rule: &Rule| match &rule.condition {
            None => Formula::Known(true),
            Some(condition) => cases.formula(condition, identity, false),
        };
        let rules = applying.into_iter().map(|rule| (rule, formula(rule))).collect();
        Some(Cell { rules, cases })
    }

    fn counterexample(&self, expected: Decision) -> Option<Counterexample<'a>> {
        let mut case = self.cases.first();
        loop {
            if self.decide(&case).0 != expected {
                let (decision, rule) = self.decide(&case);
                let has_permits = self.rules.iter().any(|(rule, _)| rule.effect == Effect::Permit);
                let still = |case: &[usize]| self.decide(case).0 != expected;
                return Some(Counterexample {
                    decision,
                    rule,
                    has_permits,
                    input: self.cases.describe(&case, still),
                    unknown: self.cases.unknown(&case, still),
                });
            }
            if !self.cases.next(&mut case) {
                return None;
            }
        }
    }

    /// The decision in one case, and the rule that makes it.
    fn decide(&self, case: &[usize]) -> (Decision, Option<&'a Rule>) {
        [Decision::Forbid, Decision::Permit, Decision::WithApproval]
            .into_iter()
            .find_map(|decision| {
                let mut making = self.rules.iter().filter(|(rule, _)| Decision::of(rule) == decision);
                making.find(|(_, formula)| formula.holds(case)).map(|(rule, _)| (decision, Some(*rule)))
            })
            .unwrap_or((Decision::Forbid, None))
    }
}

impl Counterexample<'_> {
    fn message(&self, expected: Effect, who: &str, what: &str) -> String {
        let may = if expected == Effect::Permit { "may not" } else { "may" };
        let how = match (self.decision, expected) {
            (Decision::WithApproval, Effect::Permit) => " without an approval",
            (Decision::WithApproval, Effect::Forbid) => " with an approval",
            _ => "",
        };
        let when = if self.input.is_empty() { String::new() } else { format!(" when {}", self.input) };
        let why = match self.rule {
            Some(rule) => format!("line {} says `{}`", rule.line, rule.text),
            None if self.has_permits => "no permit covers that".to_owned(),
            None => "no rule permits it".to_owned(),
        };
        format!("`{who}` {may} call `{what}`{how}{when}: {why}")
    }

    fn help(&self, expected: Effect) -> String {
        if let Some(name) = &self.unknown {
            return format!(
                "what `{name}` is, is not known while compiling: write a number or a text as it is, or decide this in a test, by `testing::decide`"
            );
        }
        let help = match (expected, self.rule) {
            (Effect::Permit, Some(_)) if self.decision == Decision::WithApproval => {
                "an expectation to permit is about calls that nobody has to approve: add a permit without `approved by`, or remove the expectation"
            }
            (Effect::Permit, Some(_)) => "a `forbid` wins over every permit: narrow it, or expect less",
            (Effect::Permit, None) if self.has_permits => {
                "an expectation is about all inputs: widen the permit, or say which inputs are meant: `with { amount: 200 }`"
            }
            (Effect::Permit, None) => "add a permit, or remove the expectation",
            (Effect::Forbid, _) => "narrow that permit, or add a `forbid`, which wins over it",
        };
        help.to_owned()
    }
}
