//! Rules that decide nothing: a condition that no call fulfils, and a permit without which every decision is the same.
//!
//! It speaks of each principal and of every input, so it never says of a rule that is of use that it is not; where there
//! are too many cases to look at, it says nothing. A `forbid` may be redundant, since it is said for defence.

use std::collections::{BTreeMap, HashSet};

use portcullis_rules::Diagnostics;

use super::MOST_CASES;
use super::regions::{Cases, Formula};
use crate::policy::condition::{Condition, Constant, Operand, Test};
use crate::policy::parse::Effect;
use crate::policy::resolve::{Identity, Policy, Rule, Subject};

/// Conditions that are evaluated at most, for all principals and capabilities together. What is left over is let through.
const MOST_EVALUATIONS: usize = 500_000;

/// What has been reported already. To mend that may bring a rule to life.
#[derive(Default)]
pub struct Told {
    /// Places in the policy's rules.
    pub rules: HashSet<usize>,
    /// Principal and capability.
    pub cells: HashSet<(usize, usize)>,
}

pub fn check(policy: &Policy, told: &Told, out: &mut Diagnostics) {
    let mut rules = Vec::new();
    for (number, rule) in policy.rules.iter().enumerate().filter(|(number, _)| !told.rules.contains(number)) {
        match &rule.condition {
            Some(condition) if contradicts_itself(rule, condition) => contradiction(rule, condition, out),
            _ => rules.push(number),
        }
    }
    let cells = cells(policy, &rules);
    let mut left = MOST_EVALUATIONS;
    let mut idle: Vec<usize> = idle(policy, &cells, told, &mut left).into_iter().collect();
    // Of two that could stand for each other, the second is reported.
    idle.sort_unstable_by(|one, other| other.cmp(one));
    let mut removed = HashSet::new();
    for number in idle {
        if let Some(reasons) = reasons(policy, &cells, number, &removed, &mut left) {
            report(policy, number, &reasons, out);
            removed.insert(number);
        }
    }
}

/// Whether no input of any caller fulfils it, be he a principal of this policy or not.
fn contradicts_itself(rule: &Rule, condition: &Condition) -> bool {
    let cases = Cases::of(std::iter::once(condition), &[]).with_unordered();
    if cases.count() > MOST_CASES || !cases.are_exact() {
        return false;
    }
    callers(condition).iter().all(|caller| {
        let formula = cases.formula(condition, caller, rule.effect == Effect::Forbid);
        all_of(&cases).all(|case| !formula.holds(&case))
    })
}

/// One of each kind of callers that a condition can tell from others.
fn callers(condition: &Condition) -> Vec<Identity> {
    if !condition.reads_caller() {
        return vec![Identity::Local];
    }
    let workload =
        |trust_domain: &str| Identity::Spiffe { id: String::new(), trust_domain: trust_domain.to_owned() };
    let mut callers = vec![
        Identity::Local,
        Identity::Plugin(String::new()),
        Identity::Approver(String::new()),
        // That of nobody who is named.
        workload("*"),
    ];
    condition.for_each_atom(&mut |atom| {
        let values = match (&atom.operand, &atom.test) {
            (Operand::CallerTrustDomain(_), Test::Compare(_, _, value)) => std::slice::from_ref(value),
            (Operand::CallerTrustDomain(_), Test::In(values)) => values,
            _ => &[],
        };
        callers.extend(values.iter().filter_map(|value| match &value.constant {
            Constant::Text(domain) => Some(workload(domain)),
            _ => None,
        }));
    });
    callers
}

fn contradiction(rule: &Rule, condition: &Condition, out: &mut Diagnostics) {
    let (does, effect) = match rule.effect {
        Effect::Permit => ("permits", "permit"),
        Effect::Forbid => ("forbids", "forbid"),
    };
    out.error(rule.condition_place.unwrap_or(rule.place), format!("no call fulfils `{condition}`"))
        .help(format!(
            "correct the condition, or remove the rule: a {effect} that never applies {does} nothing"
        ))
        .see("P704");
}

/// The rules about each principal and capability, in their order.
type Cells = BTreeMap<(usize, usize), Vec<usize>>;

fn cells(policy: &Policy, rules: &[usize]) -> Cells {
    let everybody: Vec<usize> = (0..policy.principals.len()).collect();
    let mut cells = Cells::new();
    for (number, rule) in rules.iter().filter_map(|number| Some((*number, policy.rules.get(*number)?))) {
        let principals = match &rule.subject {
            Subject::Anyone => &everybody,
            Subject::These(principals) => principals,
        };
        for principal in principals {
            for capability in &rule.targets {
                cells.entry((*principal, *capability)).or_default().push(number);
            }
        }
    }
    cells
}

/// The permits that decide nothing as long as all others stand.
fn idle(policy: &Policy, cells: &Cells, told: &Told, left: &mut usize) -> HashSet<usize> {
    let is_permit = |number: &usize| policy.rules.get(*number).is_some_and(|it| it.effect == Effect::Permit);
    let mut idle: HashSet<usize> = cells.values().flatten().copied().filter(is_permit).collect();
    for (place, rules) in cells {
        if !rules.iter().any(|number| idle.contains(number)) {
            continue;
        }
        match Cell::of(policy, place.0, rules.iter().copied(), left).filter(|_| !told.cells.contains(place)) {
            Some(cell) => cell.for_each_case(&mut |holding| {
                for (number, rule) in holding {
                    if idle.contains(number) && decides(*number, rule, holding) {
                        idle.remove(number);
                    }
                }
            }),
            None => rules.iter().for_each(|number| {
                idle.remove(number);
            }),
        }
    }
    idle
}

/// Whether the decision would be another one without this rule, where these hold.
fn decides(number: usize, rule: &Rule, holding: &[(usize, &Rule)]) -> bool {
    rule.effect == Effect::Permit && makes_idle(number, rule, holding).is_empty()
}

/// What else decides where a permit would: one rule that is enough by itself, or several that name its approvers together.
fn makes_idle(number: usize, rule: &Rule, holding: &[(usize, &Rule)]) -> Vec<Vec<usize>> {
    let others = || holding.iter().filter(|(other, _)| *other != number);
    let is_enough = |other: &Rule| {
        other.effect == Effect::Forbid
            || other.approvers.is_empty()
            || (!rule.approvers.is_empty() && rule.approvers.iter().all(|it| other.approvers.contains(it)))
    };
    let mut enough: Vec<Vec<usize>> =
        others().filter(|(_, other)| is_enough(other)).map(|(other, _)| vec![*other]).collect();
    let is_named = |approver: &usize| others().any(|(_, other)| other.approvers.contains(approver));
    if enough.is_empty() && !rule.approvers.is_empty() && rule.approvers.iter().all(is_named) {
        enough.push(others().map(|(other, _)| *other).collect());
    }
    enough
}

/// For each case in which a permit holds, what decides instead; `None` if it decides itself in one of them.
fn reasons(
    policy: &Policy,
    cells: &Cells,
    number: usize,
    removed: &HashSet<usize>,
    left: &mut usize,
) -> Option<HashSet<Vec<Vec<usize>>>> {
    let rule = policy.rules.get(number)?;
    let mut reasons = HashSet::new();
    for ((principal, _), rules) in cells.iter().filter(|(_, rules)| rules.contains(&number)) {
        let others = rules.iter().copied().filter(|other| !removed.contains(other));
        Cell::of(policy, *principal, others, left)?.for_each_case(&mut |holding| {
            if holding.iter().any(|(holds, _)| *holds == number) {
                reasons.insert(makes_idle(number, rule, holding));
            }
        });
    }
    (!reasons.contains(&Vec::new())).then_some(reasons)
}

fn report(policy: &Policy, number: usize, reasons: &HashSet<Vec<Vec<usize>>>, out: &mut Diagnostics) {
    let Some(rule) = policy.rules.get(number) else { return };
    if let (true, Some(condition)) = (reasons.is_empty(), &rule.condition) {
        out.error(
            rule.condition_place.unwrap_or(rule.place),
            format!("nobody whom this permits fulfils `{condition}`"),
        )
        .help("permit it to those of whom it holds, or correct the condition")
        .see("P704");
        return;
    }
    let deciding: Vec<&Rule> =
        deciding(policy, reasons).into_iter().filter_map(|number| policy.rules.get(number)).collect();
    let (who, help) = match deciding.as_slice() {
        [one] if one.effect == Effect::Forbid => (
            format!("line {} says `{}`", one.line, one.text),
            "a `forbid` wins over every permit: narrow it, or remove this permit",
        ),
        [one] => (
            format!("line {} says `{}`", one.line, one.text),
            "what it permits is permitted without it: remove it, or narrow the other one",
        ),
        several => {
            let mut lines: Vec<usize> = several.iter().map(|rule| rule.line).collect();
            lines.sort_unstable();
            lines.dedup();
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            (
                format!("lines {} leave nothing to it", lines.join(", ")),
                "remove it, or narrow those that forbid what it permits, or permit it as well",
            )
        }
    };
    out.error(rule.place, format!("this permit never decides: {who}")).help(help).see("P704");
}

/// A rule that decides in all of the cases, a `forbid` rather than a permit; otherwise several of which some do in each.
fn deciding(policy: &Policy, reasons: &HashSet<Vec<Vec<usize>>>) -> Vec<usize> {
    let effect = |number: &usize| policy.rules.get(*number).map(|rule| rule.effect);
    let mut single: Vec<usize> =
        reasons.iter().flatten().filter(|it| it.len() == 1).flatten().copied().collect();
    single.sort_unstable_by_key(|number| (effect(number) != Some(Effect::Forbid), *number));
    single.dedup();
    let is_alone = |number: &usize| reasons.iter().all(|case| case.contains(&vec![*number]));
    if let Some(one) = single.iter().find(|number| is_alone(number)) {
        return vec![*one];
    }
    let mut chosen: Vec<usize> = Vec::new();
    let mut rest: Vec<&Vec<Vec<usize>>> = reasons.iter().collect();
    rest.sort_unstable();
    for case in rest {
        if !case.iter().any(|rules| rules.iter().all(|number| chosen.contains(number))) {
            chosen.extend(case.iter().take(1).flatten());
        }
    }
    chosen
}

/// The rules about one principal and one capability, over every input.
struct Cell<'a> {
    rules: Vec<(usize, &'a Rule, Formula)>,
    cases: Cases,
}

impl<'a> Cell<'a> {
    /// `None` if there are too many cases.
    fn of(
        policy: &'a Policy,
        principal: usize,
        rules: impl Iterator<Item = usize>,
        left: &mut usize,
    ) -> Option<Self> {
        let identity = &policy.principals.get(principal)?.identity;
        let rules: Vec<(usize, &Rule)> =
            rules.filter_map(|number| Some((number, policy.rules.get(number)?))).collect();
        let conditions = rules.iter().filter_map(|(_, rule)| rule.condition.as_ref());
        let cases = Cases::of(conditions, &[]).with_unordered();
        if cases.count() > MOST_CASES || !cases.are_exact() {
            return None;
        }
        *left = left.checked_sub(cases.count().saturating_mul(rules.len()))?;
        let formula = |rule: &Rule| match &rule.condition {
            None => Formula::Known(true),
            Some(condition) => cases.formula(condition, identity, rule.effect == Effect::Forbid),
        };
        let rules = rules.into_iter().map(|(number, rule)| (number, rule, formula(rule))).collect();
        Some(Cell { rules, cases })
    }

    /// Shows, for each case, the rules that hold in it.
    fn for_each_case(&self, show: &mut impl FnMut(&[(usize, &'a Rule)])) {
        let mut holding = Vec::new();
        for case in all_of(&self.cases) {
            holding.clear();
            let hold = self.rules.iter().filter(|(_, _, formula)| formula.holds(&case));
            holding.extend(hold.map(|(number, rule, _)| (*number, *rule)));
            show(&holding);
        }
    }
}

fn all_of(cases: &Cases) -> impl Iterator<Item = Vec<usize>> {
    let mut next = Some(cases.first());
    std::iter::from_fn(move || {
        let case = next.take()?;
        let mut following = case.clone();
        next = cases.next(&mut following).then_some(following);
        Some(case)
    })
}
