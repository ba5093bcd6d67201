use portcullis::attack_test;
use portcullis::prelude::*;

#[attack_test]
fn the_gate_holds() { //~ refused
    let _gate: Option<Gate> = None;
}

#[attack_test]
async fn another_gate_holds() -> () {} //~ refused

fn main() {}
