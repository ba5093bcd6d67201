use portcullis::prelude::*;

/// Stops.
#[capability(read)]
fn stop(number: u32) -> u32 {
    match number {
        0 => panic!("zero"), //~ P203
        1 => todo!(), //~ P203
        2 => unimplemented!("two"), //~ P203
        3 => unreachable!("three is never sent, it says {number}"), //~ P203
        other => other,
    }
}

fn main() {}
