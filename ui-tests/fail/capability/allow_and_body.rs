use portcullis::prelude::*;

/// The reason is at fault, and not what it was meant to allow.
#[capability(read, allow(panic_in_body, reason = "trust me"))] //~ refused
fn first(number: u32) -> u32 {
    number.checked_add(1).unwrap()
}

/// A good reason for one rule allows no other.
#[capability(read, allow(P401, reason = "the console is the subject of this example"))]
fn second(number: u32) -> u32 {
    println!("{number}");
    number.checked_add(1).unwrap() //~ P203
}

/// One capability's exception is not the next one's.
#[capability(read)]
fn third(number: u32) -> u32 {
    println!("{number}"); //~ P401
    number
}

fn main() {}
