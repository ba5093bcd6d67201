//! What is told of a finding, by the test that `#[attack_test]` makes.

use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::testing::{Attack, Invariant, attack};
use portcullis::{BuildError, attack_test};
use portcullis_tests::guarding;

/// Adds two numbers.
#[capability(read)]
fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

#[test]
fn the_readme_says_how_many_invariants_there_are() {
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&format!("{} invariants", Invariant::ALL.len())));
}

#[attack_test]
fn a_gate_is_attacked() -> Gate {
    guarding(add).ledger(Memory::new()).build().unwrap()
}

#[attack_test]
async fn a_gate_that_is_made_on_a_runtime_is_attacked() -> Result<Gate, BuildError> {
    tokio::task::yield_now().await;
    guarding(add).ledger(Memory::new()).build()
}

#[attack_test]
fn an_attack_that_is_made_ready_is_made() -> Result<Attack<Gate>, Box<dyn std::error::Error>> {
    Ok(attack(guarding(add).ledger(Memory::new()).build()?).only("add/type"))
}

#[attack_test]
#[should_panic(expected = "there is no gate to attack: the gate cannot be built")]
fn a_gate_that_cannot_be_built_is_told() -> Result<Gate, BuildError> {
    guarding(add).build()
}

struct Everybody;

impl Authorizer for Everybody {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(Decision::Permit)
    }
}

#[attack_test]
#[should_panic(
    expected = "`add` breaks strangers-out: a caller without rights reaches no body, and does not learn whether a capability exists\n    input    nothing at all (0 bytes)\n    but      somebody whom nothing is permitted reads `malformed_input`\n    and by   3 more attacks\n    alone    PORTCULLIS_ATTACK='add/stranger/no-json' cargo test"
)]
fn a_finding_is_told_with_the_smallest_input_and_how_to_run_it_alone() -> Gate {
    guarding(add).authorizer(Everybody).ledger(Memory::new()).build().unwrap()
}
