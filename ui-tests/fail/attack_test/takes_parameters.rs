use portcullis::attack_test;
use portcullis::prelude::*;

#[attack_test]
fn the_gate_holds(gate: Gate, another: Gate) -> Gate { //~ refused
    let _ = another;
    gate
}

#[attack_test]
fn any_gate_holds<T: Into<Gate>>() -> Gate { //~ refused
    loop {}
}

#[attack_test]
fn a_method_holds(self) -> Gate { //~ refused
    loop {}
}

fn main() {}
