use portcullis::prelude::*;
use portcullis::{BuildError, attack_test};

#[attack_test]
fn the_gate_holds(fakes: portcullis::testing::Fakes) -> Result<Gate, BuildError> {
    fakes.step();
    Gate::builder().ledger(Memory::new()).build()
}

// The parameter may be called as one likes, and the function as a parameter.
#[attack_test]
async fn fakes(_: &portcullis::testing::Fakes) -> Gate {
    loop {}
}

#[attack_test(crate = ::portcullis)]
fn r#match(mut r#loop: portcullis::testing::Fakes) -> Gate {
    r#loop = r#loop.clone();
    loop {}
}

fn main() {}
