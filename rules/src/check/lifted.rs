//! What each exception takes back: findings that would be there without it.

use crate::catalogue::Rule;
use crate::diagnostics::{Diagnostics, Finding, Place};
use crate::facts::Facts;

/// An exception that is in force, in an attribute or a comment.
#[derive(Debug)]
#[cfg_attr(not(feature = "files"), expect(dead_code, reason = "macros ask for the findings alone"))]
pub(crate) struct Exception {
    pub(crate) rule: &'static Rule,
    pub(crate) place: Place,
    pub(crate) reason: String,
    /// Nothing, if it could be taken away.
    pub(crate) lifts: Vec<Finding>,
}

/// The exceptions to a rule that are written in attributes, by their numbers, with what each of them lifts. Of two that
/// lift the same, the first has it.
pub(super) fn by_attributes(rule: &'static Rule, numbers: &[usize], facts: &mut Facts) -> Vec<Exception> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let mut left = found(rule, &[], facts);
    let mut exceptions = Vec::new();
    for number in numbers {
        let with = found(rule, &[*number], facts);
        let lifts: Vec<Finding> =
            left.extract_if(.., |finding| !with.iter().any(|it| is_same(it, finding))).collect();
        let Some(written) = facts.written().get(*number) else { continue };
        if let (Some(reason), Some(place)) = (written.reason(), written.place) {
            exceptions.push(Exception { rule, place, reason: reason.to_owned(), lifts });
        }
    }
    exceptions
}

fn found(rule: &'static Rule, lifted: &[usize], facts: &mut Facts) -> Vec<Finding> {
    facts.lift(lifted.to_vec());
    let mut out = Diagnostics::new();
    if let Some(check) = rule.check {
        check(facts, &mut out.reporter(rule));
    }
    out.into_findings()
}

fn is_same(one: &Finding, other: &Finding) -> bool {
    one.place().contains(other.place())
        && other.place().contains(one.place())
        && one.message() == other.message()
}
