use portcullis::prelude::*;

/// It changes nothing.
#[capability(read, idempotent)] //~ refused
fn reads() {}

/// The key is the caller's.
#[capability(write, idempotent = "order")] //~ refused
fn with_a_value() {}

/// In parentheses.
#[capability(write, idempotent(key))] //~ refused
fn with_a_list() {}

/// Twice.
#[capability(write, idempotent, idempotent)] //~ refused
fn twice() {}

/// Misspelt.
#[capability(write, idempotant)] //~ refused
fn misspelt() {}

fn main() {}
