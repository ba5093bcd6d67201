use portcullis::prelude::*;

/// Another unit.
#[capability(read, max_input = "2KB")] //~ refused
fn other_unit() {}

/// No unit.
#[capability(read, max_output = "64")] //~ refused
fn no_unit() {}

/// No number.
#[capability(read, max_output = "KiB")] //~ refused
fn no_number() {}

/// A fraction.
#[capability(read, max_output = "1.5KiB")] //~ refused
fn fraction() {}

/// Zero.
#[capability(read, max_input = "0B")] //~ refused
fn no_input() {}

/// Zero, of the largest unit.
#[capability(read, max_output = "0MiB")] //~ refused
fn no_output() {}

/// One too many.
#[capability(read, max_output = "16777217B")] //~ refused
fn one_too_many() {}

/// Too many.
#[capability(read, max_input = "17MiB")] //~ refused
fn too_much_input() {}

/// More than a number can hold once the unit is applied.
#[capability(read, max_output = "18014398509481984KiB")] //~ refused
fn overflow() {}

/// No text.
#[capability(read, max_output = 65536)] //~ refused
fn no_text() {}

/// No value.
#[capability(read, max_input)] //~ refused
fn no_value() {}

fn main() {}
