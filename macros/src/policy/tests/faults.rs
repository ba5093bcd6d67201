//! What is wrong with a policy is said once and of the right thing, and nothing is said of what is right.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{errors, parse, resolve};
use portcullis_rules::Diagnostics;

const HEAD: &str = r#"
    trust domain "example.com";
    principal operator = local;
    principal gateway = "spiffe://example.com/agent/gateway/prod";
    role all = [operator, gateway];
    group reading = [find, status];
"#;

/// The first lines of what is wrong with these statements, behind a head that is right.
fn faults(statements: &str) -> Vec<String> {
    let errors = errors(&format!("{HEAD} {statements}"));
    errors.iter().map(|error| error.lines().next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn each_fault_is_said_once() {
    for (statements, expected) in [
        // Names.
        ("permit nobody on find;", "there is no principal or role `nobody` in this policy"),
        ("role few = [operator, nobody];", "there is no principal `nobody` in this policy"),
        ("role few = [operator, all];", "there is no principal `all` in this policy"),
        ("permit on find;", "a principal, a role or `anyone` belongs here"),
        ("permit + on find;", "a principal, a role or `anyone` belongs here"),
        ("principal gateway = plugin \"x\";", "`gateway` is declared twice"),
        ("role operator = [gateway];", "`operator` is declared twice"),
        ("group reading = [refund];", "`reading` is declared twice"),
        ("principal anyone = plugin \"x\";", "`anyone` is a word of the language"),
        ("group everything = [refund];", "`everything` is a word of the language"),
        ("principal other = local;", "this is the identity of `operator`"),
        ("group more = [refund, reading];", "a group holds capabilities, and this is the name of a group"),
        // Everything and everybody.
        ("permit * on find;", "a policy has no wildcard"),
        (
            "permit operator on *;",
            "a rule names what it is about, or what is added later is decided by default",
        ),
        (
            "permit operator on anything;",
            "a rule names what it is about, or what is added later is decided by default",
        ),
        (
            "permit operator on [find, everything];",
            "a rule names what it is about, or what is added later is decided by default",
        ),
        (
            "permit anyone on [find, status];",
            "anyone may call all that this policy speaks of, and only what is forbidden is refused",
        ),
        // Identities.
        (
            "principal x = \"spiffe://example.com/agent/*\";",
            "identities are compared whole, and a wildcard would trust those that nobody named",
        ),
        (
            "principal x = \"spiffe://example.com/agent/\";",
            "identities are compared whole, and this begins many and is none",
        ),
        ("principal x = \"spiffe://other.org/agent\";", "the policy trusts no domain `other.org`"),
        ("principal x = \"gateway\";", "a SPIFFE ID begins with `spiffe://`"),
        ("principal x = plugin \"Pricing\";", "this can be nobody's name"),
        ("principal x = plugin \"9lives\";", "this can be nobody's name"),
        ("principal x = plugin \"\";", "this can be nobody's name"),
        ("principal x = approver \"a b\";", "this can be nobody's name"),
        (
            "principal x = plugin \"a*\";",
            "identities are compared whole, and a wildcard would trust those that nobody named",
        ),
        ("principal x = remote;", "this is no identity"),
        ("trust domain \"example.org\";", "a policy has one trust domain"),
        ("federated \"example.com\";", "this trust domain is declared twice"),
        ("federated \"\";", "an empty trust domain would trust everybody"),
        (
            "federated \"*.example.org\";",
            "identities are compared whole, and a wildcard would trust those that nobody named",
        ),
        (
            "federated \"Example.org\";",
            "a trust domain has 1 to 255 characters of a-z, 0-9, `.`, `-` and `_`",
        ),
        // Statements.
        ("permits operator on find;", "this begins no statement of a policy"),
        ("permit operator on find", "nothing ends this statement"),
        (
            "permit operator on find permit gateway on find;",
            "this does not belong to the statement before it",
        ),
        ("trust \"example.org\";", "`trust` is followed by `domain`"),
        ("federated example;", "a name in quotes belongs here"),
        ("principal x;", "a declaration is a name, `=` and what it means"),
        ("role few = operator;", "a list of principals belongs here"),
        ("role few = (operator, gateway);", "a list of principals belongs here"),
        ("role few = [];", "this list is empty"),
        ("role few = [\"operator\"];", "this list is of principals"),
        ("role few = [operator gateway];", "a comma belongs here"),
        ("crate gate;", "`crate` says where Portcullis is"),
        ("permit operator find;", "`on` belongs here, and what may be called"),
        ("permit operator on;", "a capability, a group or a list of them belongs here"),
        ("permit operator on +;", "a capability, a group or a list of them belongs here"),
        ("permit operator on shop::;", "a capability, a group or a list of them belongs here"),
        // Conditions.
        ("permit operator on find when;", "a condition compares a field with a constant"),
        ("permit operator on find when input;", "`input` is followed by a field"),
        ("permit operator on find when input.a ==;", "a constant belongs here"),
        ("permit operator on find when input.a <= -;", "a constant belongs here"),
        (
            "permit operator on find when input.a <= Money::new(5, EUR);",
            "a value in a policy is not calculated",
        ),
        ("permit operator on find when input.a <= MOST - 1;", "a value in a policy is not calculated"),
        ("permit operator on find when input.a <= 5 as u8;", "a value in a policy is not calculated"),
        ("permit operator on find when input.a in [2 * 3];", "a value in a policy is not calculated"),
        ("expect forbid operator on find with { a: most() };", "a value in a policy is not calculated"),
        ("permit operator on find when input.a <= caller.kind;", "a constant belongs here"),
        ("permit operator on find when input.a();", "a condition calls no functions"),
        ("permit operator on find when input.a = 1;", "a comparison belongs here"),
        ("permit operator on find when caller.kind;", "a comparison belongs here"),
        ("permit operator on find when caller.name == 1;", "a policy does not know this of a caller"),
        ("permit operator on find when caller.kind == admin;", "this is no kind of caller"),
        (
            "permit operator on find when caller.trust_domain == example;",
            "a trust domain in quotes belongs here",
        ),
        (
            "permit operator on find when caller.trust_domain == \"other.org\";",
            "the policy trusts no domain `other.org`",
        ),
        (
            "permit operator on find when caller.trust_domain in [\"example.com\", \"other.org\"];",
            "the policy trusts no domain `other.org`",
        ),
        ("permit operator on find when caller.kind < local;", "only numbers have an order"),
        ("permit operator on find when input.name < \"m\";", "only numbers have an order"),
        ("permit operator on find when input.urgent >= true;", "only numbers have an order"),
        ("permit operator on find when input.a in 5;", "`in` is followed by a list"),
        ("permit operator on find when input.a in [];", "nothing is in an empty list"),
        ("permit operator on find when input.a in [1 2];", "a comma belongs here"),
        ("permit operator on find when (input.a == 1 input.b);", "a condition ends before this"),
        (
            "permit operator on find when (input.urgent) (input.a);",
            "this does not belong to the statement before it",
        ),
        (
            "permit operator on find when !input.a == 1;",
            "`!` stands before parentheses, or before a field that is a `bool`",
        ),
        // Expectations and what is said twice.
        ("expect operator on find;", "an expectation says `permit` or `forbid`"),
        ("expect forbid operator on find when input.a == 1;", "an expectation has no condition"),
        ("expect forbid operator on find with 1;", "`with` is followed by fields in braces"),
        ("expect forbid operator on find with { 1 };", "this is no field"),
        ("expect forbid operator on find with { a = 1 };", "a field's value belongs here"),
        ("expect forbid operator on find with { a: 1 b: 2 };", "a comma belongs here"),
        ("expect forbid operator on find with { a: 1, a: 2 };", "this field is given twice"),
        ("expect permit operator on find;", "`operator` may not call `find`: no rule permits it"),
        (
            "permit all on find; permit operator on status; expect forbid gateway on find;",
            "`gateway` may call `find`: line 7 says `permit all on find`",
        ),
    ] {
        let found = faults(statements);
        assert_eq!(found, [expected], "{statements}");
    }
}

#[test]
fn a_rule_said_again_names_the_line_that_says_it_already() {
    let again = |one: &str, other: &str| faults(&format!("{one}\n{other}"));
    assert_eq!(again("permit operator on find;", "permit operator on find;"), ["line 7 says this already"]);
    assert_eq!(
        again("permit operator on [find, status];", "permit operator on reading;"),
        ["line 7 says this already"]
    );
    for other in [
        "permit gateway on find;",
        "permit operator on status;",
        "forbid operator on find when input.a == 1;",
    ] {
        assert_eq!(again("permit operator on find;", other), [""; 0], "{other}");
    }
}

#[test]
fn what_is_right_is_let_through() {
    for statements in [
        "permit anyone on find;",
        "permit anyone on [find, status] when caller.kind == local;",
        "permit operator on [crate::shop::find, ::shop::find, Desk::<u8>::find, shop::<Vec<u8>>::find,];",
        "permit operator on Desk::<shop::Item, { 2 + 1 }>::find;",
        "principal x = plugin \"a9_.-\"; permit x on find;",
        "role few = [operator,]; permit few on self::reading;",
        "permit operator on find when input.a == -1 && input.b in [1, 2,] || !(input.c != \"x\") && !input.d;",
        "permit operator on find when ((input.a)) || (input.b.c == SHOP::MOST);",
        "permit operator on find when caller.kind in [local, plugin, spiffe, approver];",
        "permit operator on find when input.a < MOST && input.b >= shop::LEAST;",
        "expect forbid operator on find with { a: 1, b.c: \"x\", };",
        "permit all on find; expect permit all on find; expect forbid all on status;",
        ";;",
    ] {
        assert_eq!(faults(statements), [""; 0], "{statements}");
    }
    let name = format!("a{}", "b".repeat(63));
    assert_eq!(faults(&format!("principal x = plugin {name:?};")), [""; 0]);
    assert_eq!(faults(&format!("principal x = plugin \"{name}c\";")), ["this can be nobody's name"]);
}

#[test]
fn who_could_not_be_read_is_not_unknown_besides() {
    assert_eq!(faults("principal broken = ; permit broken on find;"), ["this is no identity"]);
    assert_eq!(faults("role broken = [; permit broken on find;".replace('[', "x").as_str()).len(), 1);
    assert_eq!(faults("principal broken = ; role few = [broken, gateway]; permit few on find;").len(), 1);
    assert_eq!(faults("principal broken = ; permit brokn on find;").len(), 2);
}

#[test]
fn a_misspelt_name_is_told_which_was_meant() {
    let whole = |statement: &str| errors(&format!("{HEAD} {statement}")).join("\n");
    let said = whole("permit gatewya on find;");
    assert!(said.contains("did you mean `gateway`?") && said.contains("`anyone`"), "{said}");
    assert!(said.contains("explain P705"), "{said}");
    assert!(whole("prinicpal x = local;").contains("did you mean `principal`?"));
    assert!(!whole("permit zzzzzzzz on find;").contains("did you mean"));
    assert!(errors("role few = [one];")[0].contains("no principals are declared"));
}

/// A fragment as `macro_rules!` hands it on: in a group that nobody sees.
fn with_fragment(fragment: &str) -> String {
    let group = Group::new(Delimiter::None, fragment.parse().unwrap());
    let tokens: TokenStream = "principal operator = local; permit operator on find when input.a && FRAGMENT;"
        .parse::<TokenStream>()
        .unwrap()
        .into_iter()
        .map(|token| match &token {
            TokenTree::Ident(ident) if ident == "FRAGMENT" => TokenTree::Group(group.clone()),
            _ => token,
        })
        .collect();
    let mut out = Diagnostics::new();
    let resolved = resolve::resolve(parse::parse(tokens, &mut out), &mut out);
    assert!(out.into_findings().is_empty(), "{fragment}");
    resolved.rules[0].text.clone()
}

#[test]
fn a_fragment_stays_together() {
    let text = with_fragment("input.b || input.c");
    assert_eq!(text, "permit operator on find when input.a && (input.b || input.c)");
    assert_eq!(with_fragment("input.b"), "permit operator on find when input.a && input.b");
    assert_eq!(with_fragment("input.b == 1"), "permit operator on find when input.a && input.b == 1");
}

#[test]
fn a_fragment_in_a_fragment_stays_together() {
    let inner = Group::new(Delimiter::None, "input.b || input.c".parse().unwrap());
    let outer = Group::new(Delimiter::None, TokenStream::from(TokenTree::Group(inner)));
    let head: TokenStream =
        "principal operator = local; permit operator on find when input.a &&".parse().unwrap();
    let tokens = head.into_iter().chain([TokenTree::Group(outer)]).chain(";".parse::<TokenStream>().unwrap());
    let mut out = Diagnostics::new();
    let resolved = resolve::resolve(parse::parse(tokens.collect(), &mut out), &mut out);
    assert!(out.into_findings().is_empty());
    assert_eq!(resolved.rules[0].text, "permit operator on find when input.a && (input.b || input.c)");
}
