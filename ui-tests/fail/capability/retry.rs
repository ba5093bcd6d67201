use portcullis::prelude::*;

/// An effect that would happen twice.
#[capability(write, retry(attempts = 3, backoff = "100ms..2s"))] //~ refused
fn effect() {}

/// No parts.
#[capability(read, retry)] //~ refused
fn bare() {}

/// No parts in parentheses.
#[capability(read, retry())] //~ refused
fn empty() {}

/// No number.
#[capability(read, retry(backoff = "100ms..2s"))] //~ refused
fn without_attempts() {}

/// No waits.
#[capability(read, retry(attempts = 3))] //~ refused
fn without_backoff() {}

/// One attempt is no retry.
#[capability(read, retry(attempts = 1, backoff = "100ms..2s"))] //~ refused
fn once() {}

/// Too many.
#[capability(read, retry(attempts = 11, backoff = "100ms..2s"))] //~ refused
fn often() {}

/// In quotes.
#[capability(read, retry(attempts = "3", backoff = "100ms..2s"))] //~ refused
fn quoted() {}

/// One time.
#[capability(read, retry(attempts = 3, backoff = "100ms"))] //~ refused
fn one_time() {}

/// No unit.
#[capability(read, retry(attempts = 3, backoff = "100..2000"))] //~ refused
fn no_unit() {}

/// No wait at all.
#[capability(read, retry(attempts = 3, backoff = "0ms..2s"))] //~ refused
fn at_once() {}

/// Longer than ten minutes.
#[capability(read, retry(attempts = 3, backoff = "1s..11min"))] //~ refused
fn long() {}

/// The wrong way round.
#[capability(read, retry(attempts = 3, backoff = "2s..100ms"))] //~ refused
fn backwards() {}

/// A part that there is not, and a part out of range.
#[capability(read, retry(attempts = 0, backoff = "100ms..2s", jitter = 1))] //~ refused refused
fn other_part() {}

/// Twice.
#[capability(read, retry(attempts = 3, backoff = "1s..2s"), retry(attempts = 2, backoff = "1s..2s"))] //~ refused
fn twice() {}

fn main() {}
