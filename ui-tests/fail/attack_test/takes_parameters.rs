use portcullis::attack_test;
use portcullis::prelude::*;

#[attack_test]
fn the_gate_holds(gate: Gate) -> Gate { //~ refused
    gate
}

#[attack_test]
fn any_gate_holds<T: Into<Gate>>() -> Gate { //~ refused
    loop {}
}

fn main() {}
