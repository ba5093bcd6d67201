use portcullis::prelude::*;

/// Someone else must agree.
#[capability(write, approval)] //~ refused
fn approval() {}

/// The same key gives the same answer.
#[capability(write, idempotent)] //~ refused
fn idempotent() {}

/// Tried again.
#[capability(read, retry(attempts = 3, backoff = "100ms..2s"))] //~ refused
fn retry() {}

/// Not tried for a while.
#[capability(read, breaker(failures = 5, cooldown = "30s"))] //~ refused
fn breaker() {}

/// All of them, one twice.
#[capability(write, approval, idempotent, retry(attempts = 3), breaker, approval)] //~ refused refused refused refused
fn all() {}

fn main() {}
