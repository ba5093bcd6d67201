use portcullis::prelude::*;

/// Another unit.
#[capability(read, rate = "30/fortnight")] //~ refused
fn other_unit() {}

/// No unit.
#[capability(read, rate = "30")] //~ refused
fn no_unit() {}

/// No number.
#[capability(read, rate = "/min")] //~ refused
fn no_number() {}

/// In words.
#[capability(read, rate = "30 per min")] //~ refused
fn words() {}

/// A fraction.
#[capability(read, rate = "0.5/s")] //~ refused
fn fraction() {}

/// A period of several units.
#[capability(read, rate = "30/5min")] //~ refused
fn several_units() {}

/// None.
#[capability(read, rate = "0/min")] //~ refused
fn zero() {}

/// One too many.
#[capability(read, rate = "1000001/s")] //~ refused
fn one_too_many() {}

/// More than a number can hold.
#[capability(read, rate = "99999999999999999999/h")] //~ refused
fn overflow() {}

/// No text.
#[capability(read, rate = 30)] //~ refused
fn no_text() {}

fn main() {}
