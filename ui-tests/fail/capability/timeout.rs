use portcullis::prelude::*;

/// Another unit.
#[capability(read, timeout = "5 parsecs")] //~ refused
fn other_unit() {}

/// No unit.
#[capability(read, timeout = "5")] //~ refused
fn no_unit() {}

/// No number.
#[capability(read, timeout = "s")] //~ refused
fn no_number() {}

/// Nothing.
#[capability(read, timeout = "")] //~ refused
fn empty() {}

/// A fraction.
#[capability(read, timeout = "1.5s")] //~ refused
fn fraction() {}

/// Below zero.
#[capability(read, timeout = "-5s")] //~ refused
fn negative() {}

/// Two units.
#[capability(read, timeout = "1min 30s")] //~ refused
fn two_units() {}

/// Zero.
#[capability(read, timeout = "0s")] //~ refused
fn zero() {}

/// Zero of the smallest unit.
#[capability(read, timeout = "0ms")] //~ refused
fn zero_milliseconds() {}

/// One too many.
#[capability(read, timeout = "600001ms")] //~ refused
fn one_too_many() {}

/// Too many minutes.
#[capability(read, timeout = "11min")] //~ refused
fn eleven_minutes() {}

/// More than a number can hold.
#[capability(read, timeout = "99999999999999999999s")] //~ refused
fn overflow() {}

/// More than a number can hold once the unit is applied: not a small number by accident.
#[capability(read, timeout = "18446744073709552s")] //~ refused
fn overflow_of_the_product() {}

/// No text.
#[capability(read, timeout = 5)] //~ refused
fn no_text() {}

/// Twice.
#[capability(read, timeout = "1s", timeout = "2s")] //~ refused
fn twice() {}

fn main() {}
