//! An expectation that fails says for which input, and which rule decides it.

use super::{errors, expected_otherwise};

/// What is wrong, on one line, and the help on another.
fn failed(statements: &str) -> (String, String) {
    let errors = errors(&format!("principal operator = local;\n{statements}"));
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let (message, help) = errors[0].split_once("\nhelp: ").unwrap();
    (message.to_owned(), help.to_owned())
}

#[test]
fn the_input_is_described_in_the_words_of_the_policy() {
    for (condition, input) in [
        ("input.amount <= 200", "`input.amount` is less than 200"),
        ("input.amount > 200", "`input.amount` is more than 200"),
        ("input.amount == -3", "`input.amount` is -3"),
        ("input.amount == 1.5", "`input.amount` is 1.5"),
        ("input.amount > 2 && input.amount < 5", "`input.amount` is between 2 and 5"),
        ("input.name == \"a b\"", "`input.name` is \"a b\""),
        ("input.name != \"a b\"", "`input.name` is not `a b`"),
        ("!(input.name in [\"a\", \"b\"])", "`input.name` is none of `a`, `b`"),
        ("input.money.currency == Currency::Eur", "`input.money.currency` is `Currency::Eur`"),
        ("input.currency != Currency::Eur", "`input.currency` is not `Eur`"),
        ("!(input.currency in [Currency::Eur, Currency::Usd])", "`input.currency` is none of `Eur`, `Usd`"),
        ("input.urgent", "`input.urgent` is true"),
        ("!input.urgent", "`input.urgent` is false"),
        ("input.amount == MOST", "`input.amount` is `MOST`"),
        ("input.amount != MOST", "`input.amount` is not `MOST`"),
        ("input.amount < MOST", "`input.amount` is less than `MOST`"),
        ("input.amount >= MOST", "`input.amount` is `MOST`"),
        ("input.amount <= MOST", "`input.amount` is less than `MOST`"),
        ("input.amount > MOST", "`input.amount` is more than `MOST`"),
        ("input.a == 1 && input.urgent", "`input.a` is 1 and `input.urgent` is true"),
        // What makes no difference is not spoken of.
        ("input.a == 1 || input.a != 1", ""),
    ] {
        let policy = format!("permit operator on find when {condition};\nexpect forbid operator on find;");
        let when = if input.is_empty() { String::new() } else { format!(" when {input}") };
        let expected = format!(
            "`operator` may call `find`{when}: line 2 says `permit operator on find when {condition}`"
        );
        assert_eq!(failed(&policy).0, expected);
    }
}

#[test]
fn the_help_fits_the_reason() {
    let no_rule = failed("expect permit operator on find;");
    assert_eq!(no_rule.0, "`operator` may not call `find`: no rule permits it");
    assert_eq!(no_rule.1, "add a permit, or remove the expectation");

    let not_covered = failed("permit operator on find when input.a > 1; expect permit operator on find;");
    assert_eq!(
        not_covered.0,
        "`operator` may not call `find` when `input.a` is less than 1: no permit covers that"
    );
    assert!(not_covered.1.starts_with("an expectation is about all inputs"), "{}", not_covered.1);

    let forbidden = failed(
        "permit operator on find; forbid operator on find when input.a == 1; expect permit operator on find;",
    );
    assert_eq!(
        forbidden.0,
        "`operator` may not call `find` when `input.a` is 1: line 2 says `forbid operator on find when input.a == 1`"
    );
    assert_eq!(forbidden.1, "a `forbid` wins over every permit: narrow it, or expect less");

    let permitted = failed("permit operator on find; expect forbid operator on find;");
    assert_eq!(permitted.1, "narrow that permit, or add a `forbid`, which wins over it");
}

#[test]
fn of_nobody_nothing_can_be_expected_but_a_no() {
    let permit = errors("expect permit anyone on find;");
    assert!(permit[0].starts_with("this policy has no principals, so it permits nothing"), "{permit:?}");
    assert!(errors("expect forbid anyone on find;").is_empty());
}

#[test]
fn an_expectation_is_about_whom_it_names_and_the_input_that_it_names() {
    let head = "principal helper = plugin \"helper\"; permit operator on find when input.a == 1;";
    let (message, _) = failed(&format!("{head} expect forbid operator on find with {{ a: 1 }};"));
    assert!(message.starts_with("`operator` may call `find`: line 2"), "{message}");
    let (message, _) = failed(&format!("{head} expect permit anyone on find with {{ a: 1 }};"));
    assert_eq!(message, "`helper` may not call `find`: no rule permits it");
    let right = format!("principal operator = local; {head} expect forbid operator on find with {{ a: 2 }};");
    assert!(errors(&right).is_empty());
}

#[test]
fn a_constant_is_known_by_its_name_alone() {
    let rules = "principal operator = local; permit operator on find when input.amount <= MOST;";
    for expectation in [
        "expect permit operator on find with { amount: MOST };",
        "forbid operator on find when input.amount > MOST; expect permit operator on find with { amount: MOST };",
        "forbid operator on find when input.amount == MOST; expect forbid operator on find with { amount: MOST };",
        "forbid operator on find when input.amount < MOST; forbid operator on find when input.amount >= MOST;\
         expect forbid operator on find;",
    ] {
        assert_eq!(expected_otherwise(&format!("{rules} {expectation}")), [""; 0], "{expectation}");
    }
    let other = failed(
        "permit operator on find when input.amount <= MOST; expect forbid operator on find with { amount: MORE };",
    );
    assert!(
        other.0.starts_with("`operator` may call `find` when `input.amount` is less than `MOST`"),
        "{other:?}"
    );
    assert!(other.1.starts_with("what `MOST` is, is not known while compiling"), "{other:?}");
    let literal = failed(
        "permit operator on find when input.amount <= MOST; expect permit operator on find with { amount: 5 };",
    );
    assert!(literal.1.starts_with("what `MOST` is, is not known while compiling"), "{literal:?}");
}
