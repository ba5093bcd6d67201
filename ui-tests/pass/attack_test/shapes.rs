use portcullis::prelude::*;
use portcullis::{BuildError, attack_test};

fn gate() -> Result<Gate, BuildError> {
    Gate::builder().ledger(Memory::new()).build()
}

/// A gate.
#[attack_test]
#[should_panic = "the gate has no capability"]
fn a_gate() -> Gate {
    gate().unwrap()
}

#[attack_test]
#[ignore = "it is shown that attributes stay"]
pub async fn a_result() -> Result<Gate, BuildError> {
    gate()
}

#[attack_test(crate = ::portcullis)]
fn with_a_path() -> Result<Gate, Box<dyn std::error::Error>> {
    Ok(gate()?)
}

fn main() {}
