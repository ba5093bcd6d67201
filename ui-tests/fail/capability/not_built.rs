use portcullis::prelude::*;

/// Someone else must agree.
#[capability(write, approval)] //~ refused
fn approval() {}

/// The same key gives the same answer.
#[capability(write, idempotent)] //~ refused
fn idempotent() {}

/// Both of them, one twice.
#[capability(write, approval, idempotent, approval)] //~ refused refused
fn all() {}

fn main() {}
