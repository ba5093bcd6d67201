//! The analysis says what trying every input says; no text makes the macro panic; IDs are read as the runtime reads them.

mod counterexamples;
mod dead;
mod expansion;
mod faults;

use std::fmt::Write as _;

use fastrand::Rng;
use portcullis::SpiffeId;
use portcullis_rules::Diagnostics;
use proc_macro2::{TokenStream, TokenTree};

use super::{analyse, expand, parse, resolve, spiffe};

/// What is wrong with a policy.
fn errors(policy: &str) -> Vec<String> {
    let mut out = Diagnostics::new();
    let tokens: TokenStream = policy.parse().unwrap_or_else(|error| panic!("{error}: {policy}"));
    let written = parse::parse(tokens, &mut out);
    let resolved = resolve::resolve(written, &mut out);
    if out.is_empty() {
        analyse::check(&resolved, &mut out);
    }
    out.into_findings().iter().map(ToString::to_string).collect()
}

/// What is wrong but for rules that are of no use, of which other tests speak.
fn expected_otherwise(policy: &str) -> Vec<String> {
    errors(policy).into_iter().filter(|error| !error.contains("explain P704")).collect()
}

/// Twice the amount, so that there is something between two whole numbers.
#[derive(Clone, Copy)]
struct Input {
    doubled: i64,
    urgent: bool,
    currency: &'static str,
}

const CURRENCIES: [&str; 3] = ["EUR", "USD", "other"];

fn inputs() -> impl Iterator<Item = Input> {
    (-7..=7).flat_map(|doubled| {
        [false, true].into_iter().flat_map(move |urgent| {
            CURRENCIES.into_iter().map(move |currency| Input { doubled, urgent, currency })
        })
    })
}

enum Expression {
    Amount(&'static str, i64),
    Urgent,
    Currency(bool, &'static str),
    Currencies,
    Local(bool),
    Not(Box<Expression>),
    Both(Box<Expression>, Box<Expression>),
    Either(Box<Expression>, Box<Expression>),
}

impl Expression {
    fn random(random: &mut Rng, depth: u32) -> Self {
        let choice = if depth == 0 { random.u32(..6) } else { random.u32(..9) };
        let mut part = || Box::new(Expression::random(random, depth - 1));
        match choice {
            6 => return Expression::Not(part()),
            7 => return Expression::Both(part(), part()),
            8 => return Expression::Either(part(), part()),
            _ => {}
        }
        let operators = ["==", "!=", "<", "<=", ">", ">="];
        match choice {
            0 | 1 => Expression::Amount(operators[random.usize(..6)], random.i64(-2..=2)),
            2 => Expression::Urgent,
            3 => Expression::Currency(random.bool(), CURRENCIES[random.usize(..2)]),
            4 => Expression::Currencies,
            _ => Expression::Local(random.bool()),
        }
    }

    fn text(&self) -> String {
        match self {
            Expression::Amount(operator, number) => format!("input.amount {operator} {number}"),
            Expression::Urgent => "input.urgent".to_owned(),
            Expression::Currency(true, text) => format!("input.money.currency == {text:?}"),
            Expression::Currency(false, text) => format!("input.money.currency != {text:?}"),
            Expression::Currencies => "input.money.currency in [\"EUR\", \"USD\"]".to_owned(),
            Expression::Local(true) => "caller.kind == local".to_owned(),
            Expression::Local(false) => "caller.kind in [plugin, spiffe]".to_owned(),
            Expression::Not(part) => format!("!({})", part.text()),
            Expression::Both(one, other) => format!("({}) && ({})", one.text(), other.text()),
            Expression::Either(one, other) => format!("({}) || ({})", one.text(), other.text()),
        }
    }

    fn holds(&self, who: &str, input: Input) -> bool {
        match self {
            Expression::Amount(operator, number) => {
                let (one, other) = (input.doubled, number * 2);
                match *operator {
                    "==" => one == other,
                    "!=" => one != other,
                    "<" => one < other,
                    "<=" => one <= other,
                    ">" => one > other,
                    _ => one >= other,
                }
            }
            Expression::Urgent => input.urgent,
            Expression::Currency(equal, text) => (input.currency == *text) == *equal,
            Expression::Currencies => ["EUR", "USD"].contains(&input.currency),
            Expression::Local(true) => who == "operator",
            Expression::Local(false) => who == "helper",
            Expression::Not(part) => !part.holds(who, input),
            Expression::Both(one, other) => one.holds(who, input) && other.holds(who, input),
            Expression::Either(one, other) => one.holds(who, input) || other.holds(who, input),
        }
    }
}

#[test]
fn an_expectation_holds_if_and_only_if_it_holds_for_every_input() {
    let mut random = Rng::with_seed(0x4558_5045);
    let mut held = 0;
    for _ in 0..4_000 {
        let mut text = "principal operator = local; principal helper = plugin \"helper\";\n\
            principal supervisor = approver \"supervisor\";\n"
            .to_owned();
        let mut rules = Vec::new();
        for _ in 0..random.u32(1..6) {
            let permit = random.u32(..3) > 0;
            let subject = ["operator", "helper", "anyone"][random.usize(..3)];
            let condition = (random.u32(..5) > 0).then(|| Expression::random(&mut random, 2));
            let effect = if permit { "permit" } else { "forbid" };
            // The supervisor is one of anyone.
            let approved = permit && subject != "anyone" && random.u32(..3) == 0;
            let by = if approved { " approved by supervisor" } else { "" };
            let when = condition.as_ref().map(|it| format!(" when {}", it.text())).unwrap_or_default();
            writeln!(text, "{effect} {subject} on refund{when}{by};").unwrap();
            rules.push((permit, approved, subject, condition));
        }
        let subject = ["operator", "helper", "anyone"][random.usize(..3)];
        let expected = random.bool();
        let amount = random.bool().then(|| random.i64(-3..=3));
        let currency = random.bool().then(|| CURRENCIES[random.usize(..2)]);
        let fields = [
            amount.map(|amount| format!("amount: {amount}")),
            currency.map(|currency| format!("money.currency: {currency:?}")),
        ];
        let fields: Vec<_> = fields.into_iter().flatten().collect();
        let with =
            if fields.is_empty() { String::new() } else { format!(" with {{ {} }}", fields.join(", ")) };
        let effect = if expected { "permit" } else { "forbid" };
        writeln!(text, "expect {effect} {subject} on refund{with};").unwrap();

        let meant = |input: &Input| {
            amount.is_none_or(|amount| input.doubled == 2 * amount)
                && currency.is_none_or(|currency| input.currency == currency)
        };
        // `Some(false)` with an approval only.
        let permitted = |name: &str, input: Input| {
            let any = |wanted: bool, with_approval: bool| {
                rules.iter().any(|(permit, approved, subject, condition)| {
                    *permit == wanted
                        && *approved == with_approval
                        && (*subject == name || *subject == "anyone")
                        && condition.as_ref().is_none_or(|it| it.holds(name, input))
                })
            };
            match (any(false, false), any(true, false), any(true, true)) {
                (false, true, _) => Some(true),
                (false, false, true) => Some(false),
                _ => None,
            }
        };
        let names = ["operator", "helper", "supervisor"];
        let names = names.into_iter().filter(|name| *name == subject || subject == "anyone");
        let holds = names
            .flat_map(|name| inputs().filter(meant).map(move |input| (name, input)))
            .all(|(name, input)| permitted(name, input) == expected.then_some(true));

        let found: Vec<_> = expected_otherwise(&text)
            .into_iter()
            .filter(|error| !error.contains("says this already"))
            .collect();
        // Rules that are said twice are another matter.
        if text.lines().any(|line| text.matches(line).count() > 1) {
            continue;
        }
        assert_eq!(found.is_empty(), holds, "{text}\n{found:#?}");
        held += u32::from(holds);
    }
    assert!(held > 500, "{held}");
}

const WHOLE: &str = r#"
    trust domain "example.com";
    federated "partner.example.org";
    principal operator = local;
    principal pricing = plugin "pricing";
    principal gateway = "spiffe://example.com/agent/gateway/prod";
    principal supervisor = approver "supervisor";
    role analyst = [pricing, gateway];
    group reading = [find_orders, Desk::<u8>::status, ::shop::find];
    permit analyst on reading;
    permit gateway on refund when input.amount <= 200 && (input.money.currency in ["EUR", Money::Usd] || !input.urgent);
    permit gateway on refund when input.amount <= 5_000 approved by supervisor;
    permit analyst on refund when input.urgent approved by [supervisor, supervisor];
    permit operator on [refund, reading] when caller.kind == local || caller.trust_domain != "example.com";
    forbid pricing on refund;
    expect permit gateway on find_orders;
    expect forbid pricing on refund with { amount: -6_000, money.currency: "EUR" };
"#;

#[test]
fn no_text_makes_the_macro_panic() {
    let mut random = Rng::with_seed(0x5061_6E69);
    let tokens: Vec<TokenTree> = WHOLE.parse::<TokenStream>().unwrap().into_iter().collect();
    let text = expand(tokens.iter().cloned().collect()).to_string();
    assert!(!text.contains("compile_error"), "{text}");
    for _ in 0..3_000 {
        let mut broken = tokens.clone();
        for _ in 0..random.usize(1..6) {
            let (one, other) = (random.usize(..broken.len()), random.usize(..broken.len()));
            match random.u32(..3) {
                0 => drop(broken.remove(one)),
                1 => broken.swap(one, other),
                _ => broken[one] = tokens[random.usize(..tokens.len())].clone(),
            }
        }
        let expanded = expand(broken.into_iter().collect());
        assert!(syn::parse2::<syn::Expr>(expanded.clone()).is_ok(), "{expanded}");
    }
}

#[test]
fn a_spiffe_id_is_read_as_the_runtime_reads_it() {
    let mut random = Rng::with_seed(0x5350_4946);
    let pieces = [
        "spiffe://",
        "spiffe:/",
        "SPIFFE://",
        "example.com",
        "Example.com",
        "a",
        "/",
        "//",
        "agent",
        "Agent_1",
        ".",
        "..",
        "*",
        "%2e",
        "?",
        "#",
        "@",
        ":",
        "-",
        "_",
        " ",
        "é",
        "\0",
        "",
    ];
    let mut good = 0;
    for round in 0..50_000 {
        let start = ["", "spiffe://", "spiffe://example.com/", "spiffe://example.com/agent"][round % 4];
        let length = random.usize(..6);
        let tail: String = (0..length).map(|_| pieces[random.usize(..pieces.len())]).collect();
        let id = format!("{start}{tail}");
        let (ours, runtimes) = (spiffe::trust_domain_of(&id), SpiffeId::parse(&id));
        let runtimes = runtimes.as_ref().map(SpiffeId::trust_domain).map_err(ToString::to_string);
        assert_eq!(ours.map_err(ToOwned::to_owned), runtimes, "{id:?}");
        good += u32::from(ours.is_ok());
    }
    assert!(good > 1_000, "{good}");
    for length in [250, 255, 256, 2_037, 2_038, 2_050] {
        for id in [format!("spiffe://{}/x", "a".repeat(length)), format!("spiffe://a/{}", "x".repeat(length))]
        {
            assert_eq!(spiffe::trust_domain_of(&id).is_ok(), SpiffeId::parse(&id).is_ok(), "{length}");
        }
    }
}

#[test]
fn of_values_that_are_not_known_nothing_is_taken_for_granted() {
    let head = "principal operator = local; permit operator on refund when input.amount <= LIMIT;";
    let holds = |rest: &str| expected_otherwise(&format!("{head} {rest}")).is_empty();
    assert!(!holds("expect permit operator on refund;"));
    assert!(!holds("expect forbid operator on refund;"));
    assert!(!holds("expect permit operator on refund with { amount: 1 };"));
    assert!(!holds("permit operator on refund when input.amount > OTHER; expect permit operator on refund;"));
    assert!(holds("permit operator on refund when input.amount > LIMIT; expect permit operator on refund;"));
    assert!(holds(
        "forbid operator on refund when !(input.amount > LIMIT); expect forbid operator on refund;"
    ));
}

#[test]
fn variants_of_one_enum_differ_and_others_may_not() {
    let head = "principal operator = local; permit operator on refund when input.currency == Currency::Eur;";
    let holds = |rest: &str| errors(&format!("{head} {rest}")).is_empty();
    assert!(holds("expect forbid operator on refund with { currency: Currency::Usd };"));
    assert!(holds("expect permit operator on refund with { currency: Currency::Eur };"));
    assert!(!holds("expect forbid operator on refund with { currency: Other::Usd };"));
    assert!(!holds("expect forbid operator on refund with { currency: Currency::USD };"));
}

#[test]
fn more_cases_than_can_be_looked_at_are_refused_and_not_guessed() {
    let fields: Vec<_> = (0..20).map(|field| format!("input.field{field} == 1")).collect();
    let policy = format!(
        "principal operator = local; permit operator on refund when {}; expect forbid operator on refund;",
        fields.join(" || ")
    );
    let errors = errors(&policy);
    assert!(errors[0].contains("too many values"), "{errors:?}");
    assert!(!is_refused(14), "2^14 cases can be looked at");
    assert!(is_refused(15));
}

/// Whether fields that are true or false are too many.
fn is_refused(fields: usize) -> bool {
    let fields: Vec<_> = (0..fields).map(|field| format!("input.field{field}")).collect();
    let policy = format!(
        "principal operator = local; permit operator on refund when {}; expect forbid operator on refund;",
        fields.join(" && ")
    );
    let errors = errors(&policy);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].contains("too many values")
}

#[test]
fn fractions_are_compared_as_numbers_and_minus_zero_is_zero() {
    let head = "principal operator = local; permit operator on refund when";
    let holds = |rest: &str| errors(&format!("{head} {rest}")).is_empty();
    let between = "input.rate > -0.5 && input.rate <= 1.5;";
    for (rate, effect) in
        [("-1.5", "forbid"), ("-0.5", "forbid"), ("0.25", "permit"), ("1.5", "permit"), ("2.5", "forbid")]
    {
        assert!(
            holds(&format!("{between} expect {effect} operator on refund with {{ rate: {rate} }};")),
            "{rate}"
        );
    }
    assert!(holds("input.rate == 0.0; expect permit operator on refund with { rate: -0.0 };"));
}

#[test]
fn a_trust_domain_is_that_of_the_callers_id_and_others_have_none() {
    let head = "trust domain \"example.com\"; federated \"partner.example.org\"; principal operator = local;
        principal gateway = \"spiffe://example.com/gateway\"; principal partner = \"spiffe://partner.example.org/agent\";
        role all = [operator, gateway, partner]; permit all on find when caller.trust_domain == \"example.com\";
        permit all on status when caller.trust_domain != \"example.com\";";
    let right =
        "expect permit gateway on find; expect forbid operator on find; expect forbid partner on find;
        expect forbid gateway on status; expect permit operator on status; expect permit partner on status;";
    assert_eq!(errors(&format!("{head} {right}")), [""; 0]);
}
