use portcullis::attack_test;
use portcullis::prelude::*;

#[attack_test(effects)] //~ refused
fn the_gate_holds() -> Gate {
    loop {}
}

#[attack_test(crates = portcullis)] //~ refused
fn another_gate_holds() -> Gate {
    loop {}
}

fn main() {}
