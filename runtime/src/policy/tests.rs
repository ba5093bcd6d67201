//! The matrix and a naive interpreter of the same policy decide alike, and the semantics one by one.

mod written;

use fastrand::Rng;

use super::condition::{CallerFacts, Condition, Kind, OtherType};
use super::definition::{Definition, Effect, Rule, Subject, Target};
use super::{Arguments, AuthorizationRequest, Authorizer, Decision, Policy};
use crate::caller::{Caller, Principal, SpiffeId};
use crate::capability::CapabilityId;

struct Numbered<const N: usize>;

macro_rules! ids {
    ($($number:literal)*) => { vec![$(CapabilityId::for_tests::<Numbered<$number>>(stringify!($number))),*] };
}

/// More than two words of a row.
fn capabilities() -> Vec<CapabilityId> {
    ids![
        0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38
        39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69
    ]
}

fn spiffe(id: &str) -> Principal {
    Principal::Spiffe(SpiffeId::parse(id).unwrap())
}

fn callers() -> Vec<Principal> {
    vec![
        Principal::Local,
        Principal::Plugin("pricing".into()),
        Principal::Plugin("local".into()),
        Principal::Plugin("supervisor".into()),
        Principal::Approver("supervisor".into()),
        Principal::Approver("pricing".into()),
        Principal::Test("local".into()),
        spiffe("spiffe://example.com/agent/gateway"),
        spiffe("spiffe://example.com/agent/gateway/prod"),
        spiffe("spiffe://evil.com/agent/gateway"),
        spiffe("spiffe://x.example.com/agent/gateway"),
        spiffe("spiffe://example.com.evil.com/agent/gateway"),
    ]
}

/// The input of every capability here.
struct Sample {
    amount: i64,
    urgent: bool,
}

/// A condition as a person would read it.
#[derive(Clone)]
enum Expression {
    AtMost(i64),
    Is(i64),
    Urgent,
    KindIs(Kind),
    DomainIs(&'static str),
    Not(Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
}

impl Expression {
    fn random(random: &mut Rng, depth: u32) -> Self {
        let choice = if depth == 0 { random.u32(..5) } else { random.u32(..8) };
        let mut part = || Box::new(Expression::random(random, depth - 1));
        match choice {
            5 => return Expression::Not(part()),
            6 => return Expression::And(part(), part()),
            7 => return Expression::Or(part(), part()),
            _ => {}
        }
        let kinds = [Kind::Local, Kind::Plugin, Kind::Spiffe, Kind::Approver];
        match choice {
            0 => Expression::AtMost(random.i64(-2..=2)),
            1 => Expression::Is(random.i64(-2..=2)),
            2 => Expression::Urgent,
            3 => Expression::KindIs(kinds[random.usize(..4)]),
            _ => Expression::DomainIs(["example.com", "evil.com"][random.usize(..2)]),
        }
    }

    /// Of the identity and the input themselves, not of [`CallerFacts`].
    fn holds(&self, caller: &Principal, input: &Sample) -> bool {
        match self {
            Expression::AtMost(most) => input.amount <= *most,
            Expression::Is(value) => input.amount == *value,
            Expression::Urgent => input.urgent,
            Expression::KindIs(kind) => {
                *kind
                    == match caller {
                        Principal::Local => Kind::Local,
                        Principal::Plugin(_) => Kind::Plugin,
                        Principal::Spiffe(_) => Kind::Spiffe,
                        Principal::Approver(_) => Kind::Approver,
                        Principal::Test(_) => Kind::Unknown,
                    }
            }
            Expression::DomainIs(domain) => match caller {
                Principal::Spiffe(id) => id.as_str().starts_with(&format!("spiffe://{domain}/")),
                _ => false,
            },
            Expression::Not(part) => !part.holds(caller, input),
            Expression::And(one, other) => one.holds(caller, input) && other.holds(caller, input),
            Expression::Or(one, other) => one.holds(caller, input) || other.holds(caller, input),
        }
    }

    fn facts_hold(&self, caller: CallerFacts<'_>, input: &Sample) -> bool {
        match self {
            Expression::AtMost(most) => input.amount <= *most,
            Expression::Is(value) => input.amount == *value,
            Expression::Urgent => input.urgent,
            Expression::KindIs(kind) => caller.kind() == *kind,
            Expression::DomainIs(domain) => caller.trust_domain() == *domain,
            Expression::Not(part) => !part.facts_hold(caller, input),
            Expression::And(one, other) => one.facts_hold(caller, input) && other.facts_hold(caller, input),
            Expression::Or(one, other) => one.facts_hold(caller, input) || other.facts_hold(caller, input),
        }
    }

    fn reads_input(&self) -> bool {
        match self {
            Expression::AtMost(_) | Expression::Is(_) | Expression::Urgent => true,
            Expression::KindIs(_) | Expression::DomainIs(_) => false,
            Expression::Not(part) => part.reads_input(),
            Expression::And(one, other) | Expression::Or(one, other) => {
                one.reads_input() || other.reads_input()
            }
        }
    }

    fn condition(&self) -> Condition {
        let expression = self.clone();
        if expression.reads_input() {
            return Condition::OfInput(Box::new(move |arguments, caller| {
                let input = arguments.get::<Sample>().ok_or(OtherType)?;
                Ok(expression.facts_hold(caller, input))
            }));
        }
        let nothing = Sample { amount: 0, urgent: false };
        Condition::of_caller(move |caller| expression.facts_hold(caller, &nothing))
    }
}

/// A rule as a person would write it, with names and not numbers.
struct Written {
    effect: Effect,
    /// `None` is anyone.
    subjects: Option<Vec<Principal>>,
    on: Vec<CapabilityId>,
    condition: Option<Expression>,
    /// Nobody has to agree, if it is empty.
    approved_by: Vec<Principal>,
}

struct WrittenPolicy {
    principals: Vec<Principal>,
    rules: Vec<Written>,
}

impl WrittenPolicy {
    fn random(random: &mut Rng) -> Self {
        // A test caller cannot be written into a policy.
        let declarable = callers().into_iter().filter(|caller| !matches!(caller, Principal::Test(_)));
        let mut principals: Vec<_> = declarable.filter(|_| random.u32(..3) > 0).collect();
        random.shuffle(&mut principals);
        let mut known = capabilities();
        random.shuffle(&mut known);
        known.truncate(random.usize(40..=known.len()));
        let rules = (0..random.usize(..60)).map(|_| Written::random(random, &principals, &known)).collect();
        WrittenPolicy { principals, rules }
    }

    fn compiled(&self) -> Policy {
        let mut definition = Definition::new("policy.rs");
        definition.principals = self.principals.iter().cloned().map(Some).collect();
        for (line, written) in (1..).zip(&self.rules) {
            let subject = match &written.subjects {
                None => Subject::Anyone,
                Some(subjects) => Subject::These(subjects.iter().map(|it| self.place(it)).collect()),
            };
            let mut targets = Vec::new();
            for id in &written.on {
                let place = definition.capabilities.iter().position(|known| known == id);
                let capability = place.unwrap_or_else(|| {
                    definition.capabilities.push(*id);
                    definition.capabilities.len() - 1
                });
                let condition = written.condition.as_ref().map(Expression::condition);
                targets.push(Target { capability, condition });
            }
            let approvers = written.approved_by.iter().map(|it| self.place(it)).collect();
            definition.rules.push(Rule {
                effect: written.effect,
                line,
                text: "",
                subject,
                approvers,
                targets,
            });
        }
        definition.build()
    }

    fn place(&self, principal: &Principal) -> usize {
        self.principals.iter().position(|it| it == principal).unwrap()
    }

    /// The semantics in a few lines: the decision, and who may agree.
    fn decision(
        &self,
        caller: &Principal,
        capability: CapabilityId,
        input: &Sample,
    ) -> (Decision, Vec<String>) {
        let applies = |rule: &&Written| {
            rule.subjects.as_ref().is_none_or(|subjects| subjects.contains(caller))
                && rule.on.contains(&capability)
                && rule.condition.as_ref().is_none_or(|condition| condition.holds(caller, input))
        };
        let applying: Vec<_> = self.rules.iter().filter(applies).collect();
        let permits = || applying.iter().filter(|rule| rule.effect == Effect::Permit);
        if !self.principals.contains(caller) || applying.iter().any(|rule| rule.effect == Effect::Forbid) {
            (Decision::Forbid, Vec::new())
        } else if permits().any(|rule| rule.approved_by.is_empty()) {
            (Decision::Permit, Vec::new())
        } else if permits().next().is_some() {
            let mut names: Vec<_> = permits()
                .flat_map(|rule| &rule.approved_by)
                .map(|approver| match approver {
                    Principal::Approver(name) => name.to_string(),
                    other => panic!("{}", Caller::of(other.clone())),
                })
                .collect();
            names.sort();
            names.dedup();
            (Decision::WithApproval, names)
        } else {
            (Decision::Forbid, Vec::new())
        }
    }
}

impl Written {
    fn random(random: &mut Rng, principals: &[Principal], known: &[CapabilityId]) -> Self {
        let subjects = (random.u32(..6) > 0)
            .then(|| principals.iter().filter(|_| random.u32(..3) == 0).cloned().collect());
        let on = known.iter().filter(|_| random.u32(..4) == 0).copied().collect();
        let condition = random.bool().then(|| Expression::random(random, 3));
        let effect = if random.u32(..10) == 0 { Effect::Forbid } else { Effect::Permit };
        let approvers = principals.iter().filter(|it| matches!(it, Principal::Approver(_)));
        let needs = effect == Effect::Permit && random.bool();
        let approved_by = approvers.filter(|_| needs && random.bool()).cloned().collect();
        Written { effect, subjects, on, condition, approved_by }
    }
}

/// As the guards ask: once, again where the arguments decide, and for who may agree.
fn decide(
    policy: &Policy,
    caller: &Caller,
    capability: CapabilityId,
    input: &Sample,
) -> (Decision, Vec<String>) {
    let request = AuthorizationRequest::new(caller, capability);
    let arguments = Arguments::new(input);
    let decision = match policy.authorize(&request).unwrap() {
        Decision::OnArguments => policy.authorize_arguments(&request, arguments).unwrap(),
        decision => decision,
    };
    let approvers = policy.approvers(&request, arguments).unwrap();
    assert_eq!(approvers.is_empty(), decision != Decision::WithApproval);
    assert!(approvers.iter().all(|name| policy.approver_names().contains(name)));
    (decision, approvers)
}

#[test]
fn the_matrix_and_a_naive_interpreter_decide_alike() {
    let mut random = Rng::with_seed(0x504F_4C49);
    let (capabilities, callers) = (capabilities(), callers());
    let (mut decided, mut permitted, mut on_arguments, mut with_approval) = (0, 0, 0, 0);
    for _ in 0..100 {
        let written = WrittenPolicy::random(&mut random);
        let policy = written.compiled();
        for _ in 0..1000 {
            let of = if random.u32(..4) == 0 || written.principals.is_empty() {
                &callers
            } else {
                &written.principals
            };
            let principal = &of[random.usize(..of.len())];
            let capability = capabilities[random.usize(..capabilities.len())];
            let input = Sample { amount: random.i64(-3..=3), urgent: random.bool() };
            let expected = written.decision(principal, capability, &input);
            let caller = Caller::of(principal.clone());
            assert_eq!(
                decide(&policy, &caller, capability, &input),
                expected,
                "{caller} on {}",
                capability.name()
            );
            let first = policy.authorize(&AuthorizationRequest::new(&caller, capability)).unwrap();
            decided += 1;
            permitted += u32::from(expected.0 == Decision::Permit);
            with_approval += u32::from(expected.0 == Decision::WithApproval);
            on_arguments += u32::from(first == Decision::OnArguments);
        }
    }
    assert_eq!(decided, 100_000);
    // All answers are common, or the test would show little.
    assert!((10_000..90_000).contains(&permitted), "{permitted}");
    assert!((1_000..90_000).contains(&with_approval), "{with_approval}");
    assert!((10_000..90_000).contains(&on_arguments), "{on_arguments}");
}

#[test]
fn the_order_of_rules_does_not_matter() {
    let mut random = Rng::with_seed(0x4F52_4445);
    let (capabilities, callers) = (capabilities(), callers());
    for _ in 0..50 {
        let mut written = WrittenPolicy::random(&mut random);
        let policy = written.compiled();
        random.shuffle(&mut written.rules);
        random.shuffle(&mut written.principals);
        let shuffled = written.compiled();
        for principal in &callers {
            let caller = Caller::of(principal.clone());
            for capability in &capabilities {
                let input = Sample { amount: random.i64(-3..=3), urgent: random.bool() };
                assert_eq!(
                    decide(&policy, &caller, *capability, &input),
                    decide(&shuffled, &caller, *capability, &input)
                );
            }
        }
    }
}

/// A policy of one principal and one capability.
fn of_one(rules: Vec<(Effect, Option<Condition>)>) -> Policy {
    let mut definition = Definition::new("policy.rs");
    definition.principals.push(Some(Principal::Local));
    definition.capabilities.push(capabilities()[0]);
    for (line, (effect, condition)) in (1..).zip(rules) {
        let targets = vec![Target { capability: 0, condition }];
        let (subject, approvers) = (Subject::Anyone, Vec::new());
        definition.rules.push(Rule { effect, line, text: "", subject, approvers, targets });
    }
    definition.build()
}

fn first_decision(policy: &Policy) -> Decision {
    policy.authorize(&AuthorizationRequest::new(&Caller::local(), capabilities()[0])).unwrap()
}

#[test]
fn what_no_permit_is_about_is_refused_before_the_arguments_are_read() {
    let on_amount = || Some(Expression::AtMost(1).condition());
    assert_eq!(first_decision(&of_one(vec![])), Decision::Forbid);
    assert_eq!(first_decision(&of_one(vec![(Effect::Forbid, on_amount())])), Decision::Forbid);
    let rules = vec![(Effect::Permit, on_amount()), (Effect::Forbid, None)];
    assert_eq!(first_decision(&of_one(rules)), Decision::Forbid);
    let rules = vec![(Effect::Permit, on_amount()), (Effect::Permit, None)];
    assert_eq!(first_decision(&of_one(rules)), Decision::Permit);
}

#[test]
fn arguments_of_another_type_are_never_permitted() {
    for effect in [Effect::Permit, Effect::Forbid] {
        let policy = of_one(vec![(Effect::Permit, None), (effect, Some(Expression::AtMost(1).condition()))]);
        let caller = Caller::local();
        let request = AuthorizationRequest::new(&caller, capabilities()[0]);
        let decision = policy.authorize_arguments(&request, Arguments::new(&"text")).unwrap();
        // Where the first permit decides alone, nobody asks about the arguments.
        let expected = if effect == Effect::Permit { Decision::Permit } else { Decision::Forbid };
        assert_eq!(decision, expected);
        let policy = of_one(vec![(effect, Some(Expression::AtMost(1).condition()))]);
        let decision = policy.authorize_arguments(&request, Arguments::new(&"text")).unwrap();
        assert_eq!(decision, Decision::Forbid);
    }
}

#[test]
fn two_principals_of_one_identity_are_nobody() {
    let mut definition = Definition::new("policy.rs");
    definition.principals = vec![Some(Principal::Local), Some(Principal::Local), None];
    definition.capabilities.push(capabilities()[0]);
    let targets = vec![Target { capability: 0, condition: None }];
    definition.rules.push(Rule {
        effect: Effect::Permit,
        line: 1,
        text: "",
        subject: Subject::Anyone,
        approvers: Vec::new(),
        targets,
    });
    assert_eq!(first_decision(&definition.build()), Decision::Forbid);
}
