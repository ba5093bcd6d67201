use portcullis::prelude::*;

/// Second.
#[capability(read)]
fn second(number: u32, call: &Call) {} //~ refused

/// Last, by its full path.
#[capability(read)]
fn last(a: u32, b: u32, call: &portcullis::Call) {} //~ refused

/// Twice.
#[capability(read)]
fn twice(call: &Call, again: &Call) {} //~ refused

/// To be changed.
#[capability(read)]
fn changed(call: &mut Call) {} //~ refused

/// By value.
#[capability(read)]
fn owned(call: Call) { call.note("used", 1); } //~ refused

/// Not used.
#[capability(read)]
fn unused(_: &Call) {} //~ refused

/// Taken apart.
#[capability(read)]
fn apart(&call: &Call) {} //~ refused

/// Marked as an authority.
#[capability(read)]
fn granted(#[grant] call: &Call) {} //~ refused

/// Marked as input.
#[capability(read)]
fn input(#[input] call: &Call) {} //~ refused

fn main() {}
