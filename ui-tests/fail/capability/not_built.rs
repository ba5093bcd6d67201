use portcullis::prelude::*;

/// Someone else must agree.
#[capability(write, approval)] //~ refused
fn approval() {}

/// Said twice.
#[capability(write, approval, idempotent, approval)] //~ refused
fn twice() {}

fn main() {}
