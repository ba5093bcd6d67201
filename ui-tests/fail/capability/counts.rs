use portcullis::prelude::*;

const MANY: u64 = 10;

/// None at once.
#[capability(read, burst = 0)] //~ refused
fn no_burst() {}

/// One too many at once.
#[capability(read, burst = 1_000_001)] //~ refused
fn one_too_many_at_once() {}

/// None at the same time.
#[capability(read, concurrency = 0)] //~ refused
fn no_concurrency() {}

/// One too many at the same time.
#[capability(read, concurrency = 65_537)] //~ refused
fn one_too_many() {}

/// A number that stands elsewhere.
#[capability(read, burst = MANY)] //~ refused
fn constant() {}

/// Another one.
#[capability(read, concurrency = { 4 * 4 })] //~ refused
fn block() {}

/// Below zero.
#[capability(read, burst = -1)] //~ refused
fn negative() {}

/// A fraction.
#[capability(read, concurrency = 1.5)] //~ refused
fn fraction() {}

/// A text.
#[capability(read, burst = "10")] //~ refused
fn text() {}

/// No value.
#[capability(read, concurrency)] //~ refused
fn no_value() {}

/// More than a number can hold.
#[capability(read, burst = 99999999999999999999)] //~ refused
fn overflow() {}

fn main() {}
