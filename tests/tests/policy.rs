//! `policy!` through a gate: who is let through, who is not, and the attacks on it.

use std::cmp::Ordering;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use portcullis::policy::Decision;
use portcullis::prelude::*;
use portcullis::{CallError, CapabilityId, Code, Money, Outcome, testing};

/// In which money is counted.
#[data]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Currency {
    Eur,
    Usd,
    Gbp,
}

/// Finds a customer's orders.
#[capability(read)]
fn find_orders(customer: u32) -> u32 {
    customer
}

/// Says where an order is.
#[capability(read)]
fn order_status(order: u32) -> u32 {
    order
}

/// Pays a customer back.
#[capability(read)]
fn refund(amount: u32, currency: Currency, #[validate(length(max = 20))] reason: String) -> u32 {
    let _ = (currency, reason);
    amount
}

/// Removes a customer.
#[capability(read)]
fn delete_customer(customer: u32) -> u32 {
    customer
}

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    policy! {
        trust domain "example.com";
        federated "partner.example.org";

        principal operator   = local;
        principal pricing    = plugin "pricing";
        principal gateway    = "spiffe://example.com/agent/orchestrator";
        principal processor  = "spiffe://example.com/agent/data-processor/prod";
        principal partner    = "spiffe://partner.example.org/desk";
        principal supervisor = approver "supervisor";
        role analyst = [gateway, processor];
        group reading = [find_orders, order_status];

        permit operator on [reading, refund];
        permit analyst on reading;
        permit gateway on refund when input.amount <= 200 && input.currency in [Currency::Eur, Currency::Usd];
        permit partner on refund when caller.trust_domain == "partner.example.org" && input.reason == "damaged";
        permit anyone on order_status when caller.kind in [plugin, approver];
        forbid operator on refund when input.amount > 1_000 || input.currency == Currency::Gbp;
        forbid processor on refund;
        forbid anyone on delete_customer;

        expect permit analyst on find_orders;
        expect permit gateway on refund with { amount: 200, currency: Currency::Usd };
        expect forbid gateway on refund with { amount: 201 };
        expect forbid gateway on refund with { currency: Currency::Gbp };
        expect permit supervisor on order_status;
        expect forbid processor on refund;
        expect forbid anyone on delete_customer;
    }
});

fn gate() -> Gate {
    Gate::builder()
        .capability(find_orders)
        .capability(order_status)
        .capability(refund)
        .capability(delete_customer)
        .authorizer(POLICY.clone())
        .ledger(Memory::new())
        .build()
        .unwrap()
}

fn spiffe(id: &str) -> Caller {
    testing::spiffe(id).unwrap()
}

fn gateway() -> Caller {
    spiffe("spiffe://example.com/agent/orchestrator")
}

fn processor() -> Caller {
    spiffe("spiffe://example.com/agent/data-processor/prod")
}

async fn refunds(gate: &Gate, caller: &Caller, amount: u32, currency: Currency, reason: &str) -> bool {
    is_permitted(gate.call(refund, caller, (amount, currency, reason.into())).await)
}

/// Anything but a yes and a plain `not_authorized` fails the test.
fn is_permitted<T: std::fmt::Debug>(answer: Result<T, CallError>) -> bool {
    match answer {
        Ok(_) => true,
        Err(error) => {
            assert_eq!((error.code(), error.to_string().as_str()), (Code::NotAuthorized, "not authorized"));
            false
        }
    }
}

#[tokio::test]
async fn a_condition_holds_up_to_its_bounds_and_no_further() {
    use Currency::{Eur, Gbp, Usd};
    let (gate, caller) = (gate(), gateway());
    for (amount, currency, expected) in [
        (0, Eur, true),
        (199, Usd, true),
        (200, Eur, true),
        (201, Eur, false),
        (u32::MAX, Usd, false),
        (200, Gbp, false),
    ] {
        assert_eq!(refunds(&gate, &caller, amount, currency, "").await, expected, "{amount} {currency:?}");
    }
}

#[tokio::test]
async fn a_condition_is_asked_of_json_as_of_types() {
    let (gate, caller) = (gate(), gateway());
    let call = |input: &'static str| gate.call_json("refund", &caller, input);
    assert!(is_permitted(call(r#"{"amount": 200, "currency": "Eur", "reason": ""}"#).await));
    assert!(!is_permitted(call(r#"{"amount": 201, "currency": "Eur", "reason": ""}"#).await));
    // What is not valid never comes to the condition.
    let malformed = call(r#"{"amount": 201, "currency": "Chf", "reason": ""}"#).await.unwrap_err();
    assert_eq!(malformed.code(), Code::MalformedInput);
}

#[tokio::test]
async fn a_forbid_wins_over_a_permit_whatever_the_arguments() {
    let (gate, operator) = (gate(), Caller::local());
    assert!(refunds(&gate, &operator, 1_000, Currency::Eur, "").await);
    assert!(!refunds(&gate, &operator, 1_001, Currency::Eur, "").await);
    assert!(!refunds(&gate, &operator, 1, Currency::Gbp, "").await);
    assert!(!is_permitted(gate.call(delete_customer, &operator, (1,)).await));
}

#[tokio::test]
async fn the_reverse_of_an_allowed_call_is_refused() {
    let gate = gate();
    // The gateway refunds and the processor reads; the other way round is another thing.
    assert!(refunds(&gate, &gateway(), 1, Currency::Eur, "").await);
    assert!(!refunds(&gate, &processor(), 1, Currency::Eur, "").await);
    assert!(is_permitted(gate.call(find_orders, &processor(), (1,)).await));
    assert!(!is_permitted(gate.call(find_orders, &testing::plugin("pricing"), (1,)).await));
    assert!(is_permitted(gate.call(order_status, &testing::plugin("pricing"), (1,)).await));
}

#[tokio::test]
async fn who_is_like_a_principal_is_not_that_principal() {
    let gate = gate();
    for id in [
        "spiffe://evil.com/agent/orchestrator",
        "spiffe://x.example.com/agent/orchestrator",
        "spiffe://example.com.evil.com/agent/orchestrator",
        "spiffe://example.org/agent/orchestrator",
        "spiffe://example.com/agent",
        "spiffe://example.com/agent/orchestrator/prod",
        "spiffe://example.com/agent/Orchestrator",
        "spiffe://example.com/agent/orchestrator.",
        "spiffe://example.com/x/agent/orchestrator",
        "spiffe://partner.example.org/agent/orchestrator",
        "spiffe://partner.example.org/desk2",
    ] {
        nothing_is_permitted(&gate, &spiffe(id)).await;
    }
}

#[tokio::test]
async fn an_unknown_caller_may_call_nothing_not_even_what_anyone_may() {
    let gate = gate();
    for caller in [
        testing::caller("local"),
        testing::caller("operator"),
        testing::caller("spiffe://example.com/agent/orchestrator"),
        testing::plugin("local"),
        testing::plugin("supervisor"),
        testing::plugin("spiffe://example.com/agent/orchestrator"),
        testing::approver("pricing"),
        testing::approver("Supervisor"),
    ] {
        nothing_is_permitted(&gate, &caller).await;
    }
}

async fn nothing_is_permitted(gate: &Gate, caller: &Caller) {
    assert!(!is_permitted(gate.call(find_orders, caller, (1,)).await), "{caller}");
    assert!(!is_permitted(gate.call(order_status, caller, (1,)).await), "{caller}");
    assert!(!is_permitted(gate.call(delete_customer, caller, (1,)).await), "{caller}");
    assert!(!refunds(gate, caller, 1, Currency::Eur, "damaged").await, "{caller}");
    assert_eq!(gate.capabilities(caller).count(), 0, "{caller}");
}

#[tokio::test]
async fn who_has_no_permit_at_all_is_refused_before_the_input_is_read() {
    let gate = gate();
    let forbidden = gate.call_json("refund", &processor(), "nonsense").await.unwrap_err();
    assert_eq!(forbidden.code(), Code::NotAuthorized);
    let conditional = gate.call_json("refund", &gateway(), "nonsense").await.unwrap_err();
    assert_eq!(conditional.code(), Code::MalformedInput);
}

#[tokio::test]
async fn a_caller_is_shown_what_he_may_call_with_some_arguments() {
    let gate = gate();
    let shown = |caller: &Caller| -> Vec<_> { gate.capabilities(caller).map(|it| it.name).collect() };
    assert_eq!(shown(&gateway()), ["find_orders", "order_status", "refund"]);
    assert_eq!(shown(&processor()), ["find_orders", "order_status"]);
    assert_eq!(shown(&testing::plugin("pricing")), ["order_status"]);
}

#[tokio::test]
async fn a_condition_may_ask_of_the_caller_and_the_input_at_once() {
    let gate = gate();
    let partner = spiffe("spiffe://partner.example.org/desk");
    assert!(refunds(&gate, &partner, 5_000, Currency::Gbp, "damaged").await);
    assert!(!refunds(&gate, &partner, 5_000, Currency::Gbp, "lost").await);
}

/// Three things that are true or not.
#[data(input)]
#[derive(Clone, Copy)]
struct Three {
    a: bool,
    b: bool,
    c: bool,
}

/// Does nothing with them.
#[capability(read, rate = "1000/s")]
fn decide(#[input] _three: Three) {}

/// A policy with a condition, and the same condition as rustc reads it.
macro_rules! of_both {
    ($($input:ident: $condition:expr),+ $(,)?) => {
        [$((policy! { principal operator = local; permit operator on decide when $condition; }, {
            fn holds($input: Three) -> bool {
                $condition
            }
            holds as fn(Three) -> bool
        })),+]
    };
}

macro_rules! and {
    ($input:ident: $one:expr, $other:expr) => {
        of_both![$input: $one && $other, $input: !$one && $other]
    };
}

#[tokio::test]
#[allow(clippy::nonminimal_bool, clippy::bool_comparison, reason = "clumsy conditions are read as well")]
async fn a_condition_is_read_as_rust_reads_it() {
    let conditions = of_both![
        input: input.a && input.b || input.c,
        input: input.a || input.b && input.c,
        input: (input.a || input.b) && input.c,
        input: input.a && (input.b || input.c) && !input.b,
        input: !(input.a && input.b) || input.c,
        input: !(input.a || input.b) && !(!input.c),
        input: !(!(input.a || input.b && input.c)),
        input: (input.a == true) && (input.b != true || input.c == false),
    ];
    // A fragment stays together, as it does in Rust.
    let joined = and!(input: input.a || input.b, input.b || input.c);
    for (place, (policy, holds)) in conditions.into_iter().chain(joined).enumerate() {
        let gate =
            Gate::builder().capability(decide).authorizer(policy).ledger(Memory::new()).build().unwrap();
        for bits in 0..8 {
            let three = Three { a: bits & 1 > 0, b: bits & 2 > 0, c: bits & 4 > 0 };
            let answer = gate.call(decide, &Caller::local(), three).await;
            assert_eq!(is_permitted(answer), holds(three), "condition {place}, case {bits:03b}");
        }
    }
}

/// Compares itself badly.
#[data(input)]
struct Touchy(u32);

impl PartialEq<u32> for Touchy {
    fn eq(&self, other: &u32) -> bool {
        self.0 == *other
    }
}

impl PartialOrd<u32> for Touchy {
    fn partial_cmp(&self, other: &u32) -> Option<Ordering> {
        assert!(self.0 != 13, "the number is 13");
        self.0.partial_cmp(other)
    }
}

/// Takes a number that compares itself badly.
#[capability(read)]
fn touch(number: Touchy, again: bool) -> bool {
    let _ = number;
    again
}

#[tokio::test]
async fn a_condition_that_panics_is_a_no_wherever_it_stands() {
    let first = policy! {
        principal operator = local;
        permit operator on touch when input.number < 100;
        permit operator on touch when input.again;
    };
    let last = policy! {
        principal operator = local;
        permit operator on touch when input.again;
        permit operator on touch when input.number < 100;
    };
    let forbidding = policy! {
        principal operator = local;
        permit operator on touch;
        forbid operator on touch when input.number >= 100;
    };
    for policy in [first, last, forbidding] {
        let ledger = Memory::new();
        let gate =
            Gate::builder().capability(touch).authorizer(policy).ledger(ledger.clone()).build().unwrap();
        let me = Caller::local();
        assert_eq!(gate.call(touch, &me, (Touchy(12), true)).await, Ok(true));
        assert!(!is_permitted(gate.call(touch, &me, (Touchy(13), true)).await));
        gate.flush().await.unwrap();
        let records = ledger.records();
        let last = records.last().unwrap();
        assert_eq!(last.reason.as_deref(), Some("the policy panicked"));
        assert!(!format!("{records:?}").contains("number is"), "{records:?}");
    }
}

/// Compares itself as long as a test wants.
#[data(input)]
struct Slow(u32);

static GO_ON: AtomicBool = AtomicBool::new(false);

impl PartialEq<u32> for Slow {
    fn eq(&self, other: &u32) -> bool {
        while !GO_ON.load(SeqCst) {
            std::thread::yield_now();
        }
        self.0 == *other
    }
}

/// Is not reached in time.
#[capability(read, timeout = "100ms")]
fn ponder(number: Slow) -> u32 {
    number.0
}

#[tokio::test]
async fn a_condition_that_takes_too_long_keeps_nobody_waiting() {
    let policy = policy! {
        principal operator = local;
        permit operator on ponder when input.number == 7;
    };
    let gate = Gate::builder().capability(ponder).authorizer(policy).ledger(Memory::new()).build().unwrap();
    let late = gate.call(ponder, &Caller::local(), (Slow(7),)).await.unwrap_err();
    GO_ON.store(true, SeqCst);
    assert_eq!((late.code(), late.outcome()), (Code::DeadlineExceeded, Outcome::NotStarted));
}

#[tokio::test]
async fn a_refusal_for_the_arguments_is_recorded_without_them() {
    let ledger = Memory::new();
    let gate =
        Gate::builder().capability(refund).authorizer(POLICY.clone()).ledger(ledger.clone()).build().unwrap();
    assert!(!refunds(&gate, &gateway(), 47_114_711, Currency::Eur, "").await);
    gate.flush().await.unwrap();
    let records = ledger.records();
    assert_eq!(records.last().unwrap().reason.as_deref(), Some("no permit for these arguments"));
    assert!(!format!("{records:?}").contains("47114711"), "{records:?}");
}

#[test]
fn an_explanation_names_the_deciding_rules_with_their_lines() {
    let line = line!();
    let policy = policy! {
        trust domain "example.com";
        principal operator = local;
        principal gateway = "spiffe://example.com/agent/orchestrator";
        permit gateway on refund
            when input.amount <= 200 && !(input.reason in ["a b", "c"]);
        permit operator on [find_orders, refund];
        forbid anyone on find_orders when caller.kind == local;
    };
    let why = policy.explain(&gateway(), refund);
    assert_eq!(why.decision, Decision::OnArguments);
    let rules: Vec<_> = why.rules.iter().map(|rule| (rule.line, rule.text)).collect();
    let permit = "permit gateway on refund when input.amount <= 200 && !(input.reason in [\"a b\", \"c\"])";
    assert_eq!(rules, [(line + 5, permit)]);

    let shown = policy.explain(&Caller::local(), find_orders).to_string();
    let forbid = "forbid anyone on find_orders when caller.kind == local";
    assert_eq!(shown, format!("forbidden\n  {}:{}: {forbid}", file!(), line + 8));
    let shown = policy.explain(&Caller::local(), refund).to_string();
    assert_eq!(
        shown,
        format!("permitted\n  {}:{}: permit operator on [find_orders, refund]", file!(), line + 7)
    );

    for (caller, capability, why) in [
        (gateway(), CapabilityId::of(find_orders), "no rule permits it"),
        (processor(), CapabilityId::of(find_orders), "this caller is none of the policy's principals"),
        (gateway(), CapabilityId::of(touch), "the policy does not name this capability"),
    ] {
        let shown = match capability.name() {
            "touch" => policy.explain(&caller, touch),
            _ => policy.explain(&caller, find_orders),
        };
        assert_eq!(shown.to_string(), format!("forbidden: {why}"));
    }
}

mod elsewhere {
    use portcullis::prelude::*;

    /// Counts.
    #[capability(read)]
    pub(crate) fn count(first: u32, #[validate(range(max = 9))] last: u32) -> u32 {
        last - first.min(last)
    }
}

#[tokio::test]
async fn a_policy_may_stand_in_another_module_than_its_capabilities() {
    let policy = policy! {
        principal operator = local;
        permit operator on elsewhere::count when input.last > 3 && !(input.first == 2);
        expect forbid operator on elsewhere::count with { first: 2 };
    };
    let gate = Gate::builder().capability(elsewhere::count).authorizer(policy).ledger(Memory::new()).build();
    let gate = gate.unwrap();
    for (first, last, expected) in [(1, 4, true), (1, 3, false), (2, 4, false)] {
        let answer = gate.call(elsewhere::count, &Caller::local(), (first, last)).await;
        assert_eq!(is_permitted(answer), expected, "{first} {last}");
    }
}

#[test]
fn decisions_by_number_are_those_of_the_authorizer() {
    use portcullis::policy::Authorizer;
    let _: &dyn Authorizer = &*POLICY;
    let number = |caller: &Caller| POLICY.principal_number(caller);
    let refund = POLICY.capability_number(CapabilityId::of(refund)).unwrap();
    let of = |caller: &Caller| POLICY.decide(number(caller).unwrap(), refund);
    assert_eq!(of(&gateway()), Decision::OnArguments);
    assert_eq!(of(&processor()), Decision::Forbid);
    assert_eq!(number(&testing::caller("operator")), None);
    assert_eq!(POLICY.capability_number(CapabilityId::of(touch)), None);
}

/// Pays a customer back, in whatever he paid with.
#[capability(read)]
fn pay_back(amount: Money) -> String {
    amount.to_string()
}

const MOST: Money = Money::new(10_000, portcullis::Currency::EUR);

/// Nothing is said of what a pound is in euros, so no rule may take it for little.
#[tokio::test]
async fn an_amount_of_another_currency_is_neither_permitted_nor_spared_by_a_forbid() {
    let only_little = policy! {
        principal operator = local;
        permit operator on pay_back when input.amount <= MOST;
    };
    let not_little = policy! {
        principal operator = local;
        permit operator on pay_back when !(input.amount > MOST);
    };
    let all_but_much = policy! {
        principal operator = local;
        permit operator on pay_back;
        forbid operator on pay_back when input.amount > MOST;
    };
    let all_but_not_little = policy! {
        principal operator = local;
        permit operator on pay_back;
        forbid operator on pay_back when !(input.amount <= MOST);
    };
    for policy in [only_little, not_little, all_but_much, all_but_not_little] {
        let gate =
            Gate::builder().capability(pay_back).authorizer(policy).ledger(Memory::new()).build().unwrap();
        for (amount, expected) in [
            ("100.00 EUR", Ok("100.00 EUR".to_owned())),
            ("100.01 EUR", Err(Code::NotAuthorized)),
            ("0.01 GBP", Err(Code::NotAuthorized)),
            ("1000000 JPY", Err(Code::NotAuthorized)),
        ] {
            let paid = gate.call(pay_back, &Caller::local(), (amount.parse().unwrap(),)).await;
            assert_eq!(paid.map_err(|refused| refused.code()), expected, "{amount}");
        }
    }
}
