use portcullis::State;
use portcullis::prelude::*;

/// Taken apart.
#[capability(read)]
fn apart(#[grant] (a, b): (State<u8>, State<u16>)) {} //~ refused

/// Not named.
#[capability(read)]
fn nameless(#[grant] _: State<u8>) {} //~ refused

/// Arguments.
#[capability(read)]
fn arguments(#[grant(read)] state: State<u8>) {} //~ refused

/// A value.
#[capability(read)]
fn value(#[grant = "read"] state: State<u8>) {} //~ refused

/// Twice.
#[capability(read)]
fn twice(#[grant] #[grant] state: State<u8>) {} //~ refused

/// Borrowed.
#[capability(read)]
fn borrowed(#[grant] state: &State<u8>) {} //~ refused

/// One too many.
#[capability(read)]
fn nine(
    #[grant] a: State<u8>,
    #[grant] b: State<u16>,
    #[grant] c: State<u32>,
    #[grant] d: State<u64>,
    #[grant] e: State<u128>,
    #[grant] f: State<i8>,
    #[grant] g: State<i16>,
    #[grant] h: State<i32>,
    #[grant] i: State<i64>, //~ refused
) {
}

/// Two too many: said once.
#[capability(read)]
fn ten(
    #[grant] a: State<u8>,
    #[grant] b: State<u16>,
    #[grant] c: State<u32>,
    #[grant] d: State<u64>,
    #[grant] e: State<u128>,
    #[grant] f: State<i8>,
    #[grant] g: State<i16>,
    #[grant] h: State<i32>,
    #[grant] i: State<i64>, //~ refused
    #[grant] j: State<i128>,
) {
}

fn main() {}
