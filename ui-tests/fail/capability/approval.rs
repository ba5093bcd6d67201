use portcullis::prelude::*;

/// Cannot be undone, and nobody has to agree.
#[capability(destructive, idempotent, timeout = "2s")] //~ refused
fn delete(number: u32) {}

/// Said twice.
#[capability(write, approval, idempotent, approval)] //~ refused
fn twice() {}

/// With a value.
#[capability(write, approval = "supervisor")] //~ refused
fn by_whom() {}

/// In another spelling.
#[capability(write, approved)] //~ refused
fn misspelt() {}

fn main() {}
