//! What `policy!` writes down is what is asked and what is explained; and the list of permits.

use crate::CapabilityId;
use crate::policy::condition::{CallerFacts, Kind};
use crate::policy::definition::{Definition, Identity, Subject, named};
use crate::policy::{Arguments, AuthorizationRequest, Authorizer, Decision};
use crate::prelude::*;
use crate::testing::{approver, caller, decide, plugin, spiffe};

/// How many.
#[data]
struct Amount {
    amount: u32,
}

/// Pays back.
#[capability(read)]
fn refund(#[input] amount: Amount) -> u32 {
    amount.amount
}

/// Finds.
#[capability(read)]
fn find(#[input] amount: Amount) -> u32 {
    amount.amount
}

/// Is in no policy.
#[capability(read)]
fn other(#[input] amount: Amount) -> u32 {
    amount.amount
}

const GATEWAY: &str = "spiffe://example.com/agent/gateway/prod";

fn policy() -> Policy {
    policy! {
        trust domain "example.com";
        principal operator   = local;
        principal pricing    = plugin "pricing";
        principal gateway    = "spiffe://example.com/agent/gateway/prod";
        principal supervisor = approver "supervisor";

        permit operator on [refund, find];
        permit gateway on refund when input.amount <= 200;
        permit anyone on find when caller.kind == plugin || caller.trust_domain == "example.com";
        forbid gateway on refund when input.amount == 7;
        forbid supervisor on refund;
    }
}

#[test]
fn each_kind_of_principal_gets_what_is_written_for_it_and_no_more() {
    let policy = policy();
    let permits =
        |caller: &Caller, id, amount| decide(&policy, caller, id, &Amount { amount }) == Ok(Decision::Permit);
    let (refund, find) = (CapabilityId::of(refund), CapabilityId::of(find));
    for (caller, on_refund, on_find) in [
        (Caller::local(), [true, true, true], true),
        (plugin("pricing"), [false; 3], true),
        (spiffe(GATEWAY).unwrap(), [true, false, false], true),
        (approver("supervisor"), [false; 3], false),
        (plugin("supervisor"), [false; 3], false),
        (caller("pricing"), [false; 3], false),
    ] {
        assert_eq!([200, 201, 7].map(|amount| permits(&caller, refund, amount)), on_refund, "{caller}");
        assert_eq!(permits(&caller, find, 0), on_find, "{caller}");
        assert!(!permits(&caller, CapabilityId::of(other), 0), "{caller}");
    }
}

#[test]
fn an_explanation_names_the_rules_that_decide_and_no_others() {
    let policy = policy();
    let gateway = spiffe(GATEWAY).unwrap();
    let explained = |caller: &Caller, id| {
        let why = policy.explain_id(caller, id);
        (why.decision, why.rules.iter().map(|rule| rule.text).collect::<Vec<_>>(), why.to_string())
    };
    let (decision, rules, shown) = explained(&gateway, CapabilityId::of(refund));
    assert_eq!(decision, Decision::OnArguments);
    let (permit, forbid) = (
        "permit gateway on refund when input.amount <= 200",
        "forbid gateway on refund when input.amount == 7",
    );
    assert_eq!(rules, [permit, forbid]);
    assert!(shown.starts_with("decided by the arguments\n  ") && shown.ends_with(forbid), "{shown}");

    let (decision, rules, shown) = explained(&approver("supervisor"), CapabilityId::of(refund));
    assert_eq!((decision, rules), (Decision::Forbid, vec!["forbid supervisor on refund"]));
    assert!(shown.starts_with("forbidden\n  ") && shown.contains("written.rs:"), "{shown}");

    let (decision, rules, shown) = explained(&Caller::local(), CapabilityId::of(find));
    assert_eq!((decision, rules), (Decision::Permit, vec!["permit operator on [refund, find]"]));
    assert!(shown.starts_with("permitted\n  "), "{shown}");

    for (caller, id, why) in [
        (plugin("pricing"), CapabilityId::of(refund), "no rule permits it"),
        (Caller::local(), CapabilityId::of(other), "the policy does not name this capability"),
        (caller("nobody"), CapabilityId::of(find), "this caller is none of the policy's principals"),
    ] {
        assert_eq!(explained(&caller, id), (Decision::Forbid, vec![], format!("forbidden: {why}")));
    }
}

#[test]
fn a_condition_knows_how_a_caller_was_identified_and_who_vouches_for_him() {
    let facts = |caller: &Caller| {
        let facts = CallerFacts(caller.principal());
        (facts.kind(), facts.trust_domain().to_owned())
    };
    assert_eq!(facts(&Caller::local()), (Kind::Local, String::new()));
    assert_eq!(facts(&plugin("pricing")), (Kind::Plugin, String::new()));
    assert_eq!(facts(&spiffe(GATEWAY).unwrap()), (Kind::Spiffe, "example.com".to_owned()));
    assert_eq!(facts(&approver("supervisor")), (Kind::Approver, String::new()));
    assert_eq!(facts(&caller("local")), (Kind::Unknown, String::new()));
}

#[test]
fn one_capability_added_twice_is_one() {
    let mut definition = Definition::new("policy.rs");
    let operator = definition.principal(Identity::Local);
    let (first, second) = (definition.capability(named(&refund)), definition.capability(named(&refund)));
    definition.permit(1, "permit operator on refund", Subject::These(&[operator])).on(first);
    definition.forbid(2, "forbid anyone on refund", Subject::Anyone).on(second);
    let policy = definition.build();
    assert_eq!(
        decide(&policy, &Caller::local(), CapabilityId::of(refund), &Amount { amount: 1 }),
        Ok(Decision::Forbid)
    );
    assert_eq!(named(&refund).name(), "refund");
}

#[test]
fn arguments_are_not_shown() {
    let arguments = format!("{:?}", Arguments::new(&Amount { amount: 4711 }));
    assert_eq!(arguments, "Arguments(..)");
}

#[test]
fn a_policy_shows_how_large_it_is() {
    let shown = format!("{:?}", policy());
    assert_eq!(shown, "Policy { principals: 4, capabilities: 2, rules: 5, .. }");
}

#[test]
fn a_list_of_permits_permits_what_it_lists() {
    let permits = Permits::none().permit(Caller::local(), refund).permit(plugin("pricing"), find);
    let decided = |caller: Caller, id| permits.authorize(&AuthorizationRequest::new(&caller, id)).unwrap();
    let (refund, find) = (CapabilityId::of(refund), CapabilityId::of(find));
    assert_eq!(decided(Caller::local(), refund), Decision::Permit);
    assert_eq!(decided(plugin("pricing"), find), Decision::Permit);
    assert_eq!(decided(Caller::local(), find), Decision::Forbid);
    assert_eq!(decided(plugin("pricing"), refund), Decision::Forbid);
}
