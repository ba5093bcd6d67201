use portcullis::prelude::*;

/// No parts.
#[capability(read, breaker)] //~ refused
fn bare() {}

/// No number.
#[capability(read, breaker(cooldown = "30s"))] //~ refused
fn without_failures() {}

/// No time.
#[capability(read, breaker(failures = 5))] //~ refused
fn without_cooldown() {}

/// None would keep it open for ever.
#[capability(read, breaker(failures = 0, cooldown = "30s"))] //~ refused
fn none() {}

/// Too many.
#[capability(write, breaker(failures = 1001, cooldown = "30s"))] //~ refused
fn many() {}

/// Not a time.
#[capability(read, breaker(failures = 5, cooldown = "30 parsecs"))] //~ refused
fn no_time() {}

/// No time at all.
#[capability(read, breaker(failures = 5, cooldown = "0s"))] //~ refused
fn zero() {}

/// Longer than ten minutes.
#[capability(read, breaker(failures = 5, cooldown = "11min"))] //~ refused
fn long() {}

/// A part that there is not.
#[capability(read, breaker(failures = 5, cooldown = "30s", halfopen = 2))] //~ refused
fn other_part() {}

fn main() {}
