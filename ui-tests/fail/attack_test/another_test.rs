use portcullis::attack_test;
use portcullis::prelude::*;

#[attack_test]
#[tokio::test] //~ refused
async fn the_gate_holds() -> Gate {
    loop {}
}

#[attack_test]
#[test] //~ refused
fn another_gate_holds(fake: u32, other: u32) { //~ refused refused
    let _ = (fake, other);
}

fn main() {}
