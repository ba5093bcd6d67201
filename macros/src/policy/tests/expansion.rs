//! The expansion says what is written and nothing else, and draws no lint upon its user.

use crate::policy::expand;

/// Without spaces, which are nobody's promise.
fn expanded(policy: &str) -> String {
    let text = expand(policy.parse().unwrap()).to_string();
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[test]
fn an_empty_policy_is_not_mutable_and_any_other_is() {
    assert!(expanded("").contains("letpolicy=__private::Definition::new(::core::file!());policy.build()"));
    assert!(expanded("principal operator = local;").contains("letmutpolicy"));
    assert!(expanded("expect forbid anyone on find;").contains("letmutpolicy"));
}

#[test]
fn what_no_rule_names_gets_no_variable() {
    let text = expanded(
        "principal a = local; principal b = plugin \"b\"; permit a on find; expect forbid b on other;",
    );
    assert!(text.contains("letprincipal_a=policy.principal(__private::Identity::Local);"), "{text}");
    assert!(text.contains(";policy.principal(__private::Identity::Plugin(\"b\"));"), "{text}");
    assert!(text.contains("letcolumn_0=policy.capability(__private::named(&find));"), "{text}");
    assert!(text.contains(";policy.capability(__private::named(&other));"), "{text}");
    // An expectation about the arguments compiles them, so it needs the column.
    let text = expanded("principal a = local; expect forbid a on other with { b.c: 1, d: \"x\" };");
    assert!(text.contains("letcolumn_0="), "{text}");
    assert!(text.contains("policy.typed(column_0,|input|input.b.c==1&&input.d==\"x\");"), "{text}");
}

#[test]
fn a_condition_asks_the_caller_or_the_input_as_it_is_written() {
    let head = "trust domain \"example.com\"; principal a = local; permit a on find when";
    for (condition, emitted) in [
        ("caller.kind == local", ".when_caller(column_0,|caller|caller.kind()==__private::Kind::Local)"),
        ("caller.kind != plugin", ".when_caller(column_0,|caller|caller.kind()!=__private::Kind::Plugin)"),
        ("caller.kind == spiffe", ".when_caller(column_0,|caller|caller.kind()==__private::Kind::Spiffe)"),
        (
            "caller.kind == approver",
            ".when_caller(column_0,|caller|caller.kind()==__private::Kind::Approver)",
        ),
        (
            "caller.trust_domain == \"example.com\"",
            ".when_caller(column_0,|caller|caller.trust_domain()==\"example.com\")",
        ),
        ("input.a", ".when(column_0,|input,_|input.a)"),
        ("!input.a", ".when(column_0,|input,_|!input.a)"),
        ("!(input.a <= 1)", ".when(column_0,|input,_|!(input.a<=1))"),
        ("input.a in [1, 2] && input.b", ".when(column_0,|input,_|(input.a==1||input.a==2)&&input.b)"),
        ("input.a in [1] && input.b", ".when(column_0,|input,_|input.a==1&&input.b)"),
        ("(input.a || input.b) && input.c", ".when(column_0,|input,_|(input.a||input.b)&&input.c)"),
        ("input.a || input.b && input.c", ".when(column_0,|input,_|input.a||input.b&&input.c)"),
        (
            "input.a == 1 && caller.kind == local",
            ".when(column_0,|input,caller|input.a==1&&caller.kind()==__private::Kind::Local)",
        ),
    ] {
        let text = expanded(&format!("{head} {condition};"));
        assert!(text.contains(emitted), "{condition}\n{text}");
    }
}

#[test]
fn what_is_said_of_capabilities_besides_a_fault_is_said_of_those_that_can_exist() {
    let text = expanded(
        "group reading = [find, shop::find]; principal broken = ; \
         permit nobody on [reading, refund, anything, everything]; expect forbid nobody on status;",
    );
    for path in ["find", "shop::find", "refund", "status"] {
        assert!(text.contains(&format!("let_={path};")), "{path}\n{text}");
    }
    for word in ["reading", "anything", "everything", "broken"] {
        assert!(!text.contains(&format!("let_={word};")), "{word}\n{text}");
    }
    assert!(text.ends_with("::portcullis::__private::Definition::new(\"\").build()}"), "{text}");
    assert!(expanded("crate = gate; permit nobody on find;").contains("gate::__private::Definition::new"));
}

#[test]
fn one_capability_needs_no_comparison_with_others() {
    assert!(!expanded("principal a = local; permit a on find;").contains("__NAMES"));
    let two = expanded("principal a = local; permit a on [find, other, find];");
    assert!(two.contains("const__NAMES:[&::core::primitive::str;2usize]"), "{two}");
    assert!(two.contains("assert_new_capability(&__NAMES,1usize)"), "{two}");
    assert!(!two.contains("assert_new_capability(&__NAMES,0usize)"), "{two}");
    // Written again, it is only looked up.
    assert!(two.contains("let_=find;"), "{two}");
}

/// Two amounts of different currencies: Rust says no to each of `<`, `<=`, `>` and `>=`.
#[test]
fn what_has_no_order_is_not_permitted_and_is_forbidden() {
    for (rule, emitted) in [
        ("permit a on find when input.a <= MOST", "input.a<=MOST"),
        ("permit a on find when !(input.a > MOST)", "!(!(input.a<=MOST))"),
        ("permit a on find when !(!(input.a < MOST) && input.b)", "!(!(input.a<MOST)&&input.b)"),
        ("forbid a on find when input.a > MOST", "!(input.a<=MOST)"),
        ("forbid a on find when input.a >= MOST || input.a < LEAST", "!(input.a<MOST)||!(input.a>=LEAST)"),
        ("forbid a on find when !(input.a <= MOST)", "!(input.a<=MOST)"),
        // Literals are in an order with all that they are compared with, and `==` asks for none.
        ("forbid a on find when input.a > 5 && input.b != MOST", "input.a>5&&input.b!=MOST"),
    ] {
        let text = expanded(&format!("principal a = local; {rule};"));
        assert!(text.contains(&format!("|input,_|{emitted})")), "{rule}: {text}");
    }
}
