//! A rule is dead if and only if no decision changes without it; what is not sure is not said.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::{Expression, Input, errors, inputs};

/// What is said of dead rules, without how to mend them.
fn dead(statements: &str) -> Vec<String> {
    let head = "principal operator = local; principal helper = plugin \"helper\"; \
        principal supervisor = approver \"supervisor\"; principal owner = approver \"owner\"; \
        role both = [operator, helper];\n";
    let errors = errors(&format!("{head}{statements}"));
    assert!(errors.iter().all(|error| error.ends_with("see: cargo portcullis explain P704")), "{errors:#?}");
    errors.iter().map(|error| error.lines().next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_permit_that_decides_nothing_names_the_rule_that_decides_instead() {
    for (statements, expected) in [
        ("permit operator on find;\nforbid operator on find;", "line 3 says `forbid operator on find`"),
        (
            "forbid both on find;\npermit operator on find when input.a == 1;",
            "line 2 says `forbid both on find`",
        ),
        ("permit both on find;\npermit operator on find;", "line 2 says `permit both on find`"),
        ("permit operator on find;\npermit anyone on find;", "line 3 says `permit anyone on find`"),
        (
            "permit operator on find when input.a <= 200;\npermit operator on find when input.a <= 5_000;",
            "line 3 says `permit operator on find when input.a <= 5_000`",
        ),
        (
            "permit operator on find when input.a in [\"x\", \"y\"];\npermit operator on find when input.a == \"y\";",
            "line 2 says `permit operator on find when input.a in [\"x\", \"y\"]`",
        ),
        (
            "permit operator on find when input.a <= MOST && input.b;\npermit operator on find when input.a <= MOST;",
            "line 3 says `permit operator on find when input.a <= MOST`",
        ),
        (
            "permit operator on find when input.a > 5;\nforbid operator on find when input.a > 4;",
            "line 3 says `forbid operator on find when input.a > 4`",
        ),
        (
            "permit operator on find approved by supervisor;\npermit both on find;",
            "line 3 says `permit both on find`",
        ),
        (
            "permit operator on find when input.a approved by owner;\npermit operator on find approved by [owner, supervisor];",
            "line 3 says `permit operator on find approved by [owner, supervisor]`",
        ),
        (
            "permit operator on find when input.a < 3;\npermit operator on find when input.a >= 3;\npermit operator on find when input.b;",
            "lines 2, 3 leave nothing to it",
        ),
        (
            "permit operator on find;\nforbid operator on find when input.a < 3;\nforbid operator on find when input.a >= 3;",
            "lines 3, 4 leave nothing to it",
        ),
        (
            "permit operator on find approved by owner;\npermit operator on find approved by supervisor;\n\
             permit operator on find when input.a approved by [owner, supervisor];",
            "lines 2, 3 leave nothing to it",
        ),
    ] {
        let found = dead(statements);
        assert!(
            found.iter().all(|it| it.starts_with("this permit never decides: ")),
            "{statements}\n{found:#?}"
        );
        assert!(found.iter().any(|it| it.ends_with(expected)), "{statements}\n{found:#?}");
    }
}

#[test]
fn a_condition_that_no_call_fulfils_is_said_of_permits_and_forbids() {
    for condition in [
        "input.a < 5 && input.a > 10",
        "input.a < 5 && input.a >= 5",
        "input.a == 1 && input.a != 1",
        "input.a && !input.a",
        "input.a == true && input.a == false",
        "input.a == \"x\" && input.a in [\"y\", \"z\"]",
        "input.a == Kind::One && input.a == Kind::Two",
        "input.a == MOST && input.a != MOST",
        "input.a > 1.5 && input.a < 1.0",
        "!(input.a || !input.a)",
        "caller.kind == plugin && caller.kind == local",
        "caller.kind == local && input.a == 1 && input.a == 2",
        "(input.a < 1 || input.a > 9) && input.a == 5",
    ] {
        for effect in ["permit", "forbid"] {
            let found = dead(&format!("{effect} both on find when {condition};"));
            assert_eq!(found, [format!("no call fulfils `{condition}`")], "{effect}");
        }
    }
}

#[test]
fn a_permit_for_callers_whom_it_does_not_name_is_told_of() {
    let found = dead("permit operator on find when caller.kind == plugin;");
    assert_eq!(found, ["nobody whom this permits fulfils `caller.kind == plugin`"]);
    assert_eq!(dead("permit both on find when caller.kind == plugin;"), [""; 0]);
    // Said for defence, for principals to come.
    assert_eq!(dead("permit both on find; forbid operator on find when caller.kind == plugin;"), [""; 0]);
}

#[test]
fn what_is_not_sure_is_not_said() {
    for statements in [
        // It decides for somebody, something or some input.
        "permit operator on find; permit both on find when input.a;",
        "permit both on [find, status]; permit operator on [find, refund];",
        "permit both on find; forbid operator on find;",
        "permit both on [find, status]; forbid both on find;",
        "permit operator on find when input.a <= 200; permit operator on find when input.a >= 200;",
        "permit operator on find when input.a < 3; permit operator on find when input.a > 3; permit operator on find when input.b;",
        // With an approval, and without or of somebody else.
        "permit operator on find when input.a; permit operator on find approved by supervisor;",
        "permit operator on find approved by owner; permit operator on find approved by supervisor;",
        "permit operator on find approved by owner; permit operator on find when input.a approved by [owner, supervisor];",
        // A forbid may be redundant.
        "forbid both on find; forbid operator on find; forbid helper on find when input.a; permit operator on status;",
        // What a constant is, nobody knows: it may be 5, and one of these the other.
        "permit operator on find when input.a == MOST && input.a == 5;",
        "permit operator on find when input.a == MOST && input.a == MORE;",
        "permit operator on find when input.a <= MOST; permit operator on find when input.a <= MORE;",
        "permit operator on find when input.a == Kind::One && input.a == Other::Two;",
        "permit operator on find when input.a == Kind::ONE && input.a == Kind::TWO;",
        // An amount of another currency is neither more nor less.
        "permit operator on find when input.a <= MOST; permit operator on find when input.a > MOST; permit operator on find when input.b;",
        "permit operator on find; forbid operator on find when !(input.a <= MOST || input.a > MOST) && input.b;",
        "forbid operator on find when input.a < MOST && input.a > MOST;",
        // Nor is what is no number.
        "permit operator on find when !(input.a <= 1.5) && !(input.a > 1.5);",
        "permit operator on find when input.a <= 1.5; permit operator on find when input.a > 1.5; permit operator on find when input.b;",
        // To an `f32` these are one number.
        "permit operator on find when input.a <= 0.1 && input.a >= 0.10000000149011612;",
        "permit operator on find when input.a == 0.1; forbid operator on find when input.a == 0.10000000149011612;",
        // Other fields are other values.
        "permit operator on find when input.a.x < 5 && input.b.x > 10;",
        "permit operator on find when input.a == \"x\" && input.b == \"y\";",
        // Between 4 and 5 there are fractions.
        "permit operator on find when input.a > 4 && input.a < 5;",
        // Nobody is declared who could.
        "permit helper on find when caller.trust_domain != \"example.com\" || input.a;",
    ] {
        let statements = format!("trust domain \"example.com\"; {statements}");
        assert_eq!(dead(&statements), [""; 0], "{statements}");
    }
}

#[test]
fn where_there_are_too_many_cases_nothing_is_said() {
    let fields: Vec<_> = (0..20).map(|field| format!("input.field{field}")).collect();
    let all = fields.join(" && ");
    assert_eq!(dead(&format!("permit operator on find; permit operator on find when {all};")), [""; 0]);
    assert_eq!(dead(&format!("permit operator on find when {all} && !input.field0;")), [""; 0]);
}

#[test]
fn what_is_told_already_is_not_told_in_other_words() {
    let count = |statements: &str| {
        let text = format!("principal operator = local; principal boss = approver \"boss\";\n{statements}");
        errors(&text).len()
    };
    assert_eq!(count("permit operator on find;\npermit operator on find;"), 1);
    assert_eq!(count("permit operator on find;\npermit operator on find;\npermit operator on find;"), 2);
    assert_eq!(
        count("permit operator on find;\nforbid operator on find;\nexpect permit operator on find;"),
        1
    );
    assert_eq!(count("permit anyone on [find, status];\npermit operator on find;"), 1);
    assert_eq!(count("permit anyone on find approved by boss;\npermit anyone on find;"), 1);
    assert_eq!(count("permit operator on find;\npermit anyone on find;\npermit anyone on find;"), 2);
}

#[test]
fn a_policy_without_principals_has_no_dead_rules() {
    assert_eq!(errors("permit anyone on find; forbid anyone on find;"), [""; 0]);
}

#[test]
fn a_rule_is_dead_if_and_only_if_no_decision_changes_without_it() {
    let mut random = Rng::with_seed(0x4445_4144);
    let (mut found, mut sound) = (0, 0);
    for _ in 0..3_000 {
        let mut text = "principal operator = local; principal helper = plugin \"helper\"; \
            principal one = approver \"one\"; principal two = approver \"two\"; role both = [operator, helper];\n"
            .to_owned();
        let mut rules = Vec::new();
        for _ in 0..random.u32(1..6) {
            let permit = random.u32(..4) > 0;
            let subject = ["operator", "helper", "both"][random.usize(..3)];
            let condition = (random.u32(..5) > 0).then(|| Expression::random(&mut random, 2));
            let approvers: &[&str] = match random.u32(..6) {
                0 if permit => &["one"],
                1 if permit => &["two"],
                2 if permit => &["one", "two"],
                _ => &[],
            };
            let effect = if permit { "permit" } else { "forbid" };
            let by = if approvers.is_empty() {
                String::new()
            } else {
                format!(" approved by [{}]", approvers.join(", "))
            };
            let when = condition.as_ref().map(|it| format!(" when {}", it.text())).unwrap_or_default();
            let line = format!("{effect} {subject} on refund{when}{by};\n");
            // Rules that are said twice are another matter.
            if !text.contains(&line) {
                text.push_str(&line);
                rules.push(Written { permit, subject, condition, approvers });
            }
        }
        let said = errors(&text);
        let lines: Vec<usize> = dead_lines(&rules);
        assert_eq!(said.is_empty(), lines.is_empty(), "{text}\n{said:#?}\n{lines:?}");
        // As many as can go together, and each of them of no use.
        let numbers: Vec<usize> = (0..rules.len()).filter(|it| !lines.contains(it)).collect();
        assert_eq!(said.len(), rules.len() - numbers.len(), "{text}\n{said:#?}\n{lines:?}");
        found += said.len();
        sound += usize::from(said.is_empty());
    }
    assert!(found > 1_000 && sound > 500, "{found} {sound}");
}

struct Written {
    permit: bool,
    subject: &'static str,
    condition: Option<Expression>,
    approvers: &'static [&'static str],
}

impl Written {
    fn holds(&self, who: &str, input: Input) -> bool {
        (self.subject == who || self.subject == "both")
            && self.condition.as_ref().is_none_or(|it| it.holds(who, input))
    }
}

/// Forbids that hold for nobody at all, and permits without which, beginning at the last, all stays as it is.
fn dead_lines(rules: &[Written]) -> Vec<usize> {
    let mut dead = Vec::new();
    for (number, rule) in rules.iter().enumerate().filter(|(_, rule)| !rule.permit) {
        let fulfils =
            |who: &str| inputs().any(|input| rule.condition.as_ref().is_none_or(|it| it.holds(who, input)));
        if !["operator", "helper", "somebody"].into_iter().any(fulfils) {
            dead.push(number);
        }
    }
    for number in (0..rules.len()).rev().filter(|number| rules[*number].permit) {
        let left = |without: Option<usize>, dead: &[usize]| -> Vec<usize> {
            (0..rules.len()).filter(|it| !dead.contains(it) && Some(*it) != without).collect()
        };
        let (with, without) = (left(None, &dead), left(Some(number), &dead));
        let same = |who: &str| {
            inputs().all(|it| decision(rules, &with, who, it) == decision(rules, &without, who, it))
        };
        if ["operator", "helper"].into_iter().all(same) {
            dead.push(number);
        }
    }
    dead
}

/// `None` for no, and otherwise those of whom one must agree.
fn decision(rules: &[Written], left: &[usize], who: &str, input: Input) -> Option<Vec<&'static str>> {
    let holding: Vec<&Written> =
        left.iter().map(|it| &rules[*it]).filter(|it| it.holds(who, input)).collect();
    if holding.is_empty() || holding.iter().any(|rule| !rule.permit) {
        return None;
    }
    if holding.iter().any(|rule| rule.approvers.is_empty()) {
        return Some(Vec::new());
    }
    let mut approvers: Vec<_> = holding.iter().flat_map(|rule| rule.approvers).copied().collect();
    approvers.sort_unstable();
    approvers.dedup();
    Some(approvers)
}

#[test]
fn a_thousand_rules_are_looked_at_in_no_time() {
    let mut text = "principal operator = local;\n".to_owned();
    for capability in 0..1_000 {
        writeln!(
            text,
            "permit operator on find{capability} when input.a <= 5 && input.b == \"x\" && (input.c || input.d || input.e);"
        )
        .unwrap();
    }
    let start = Instant::now();
    assert_eq!(errors(&text), [""; 0]);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn a_policy_that_would_take_long_is_let_through_in_time() {
    let fields: Vec<_> = (0..14).map(|field| format!("input.field{field}")).collect();
    let rule = |number: usize| {
        let mut fields = fields.clone();
        fields.rotate_left(number % 14);
        format!(
            "permit operator on find{} when {} || input.field{};\n",
            number / 14,
            fields.join(" && "),
            number % 14
        )
    };
    let rules: String = (0..1_400).map(rule).collect();
    let dead: String = (0..100).map(|number| format!("permit operator on find{number};\n")).collect();
    let start = Instant::now();
    errors(&format!("principal operator = local;\n{rules}{dead}"));
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}
