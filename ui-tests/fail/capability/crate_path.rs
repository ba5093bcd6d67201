use portcullis::prelude::*;

/// In quotes.
#[capability(read, crate = "portcullis")] //~ refused
fn quoted() {}

/// No value.
#[capability(read, crate)] //~ refused
fn no_value() {}

/// No path.
#[capability(read, crate = 5)] //~ refused
fn number() {}

/// Twice.
#[capability(read, crate = ::portcullis, crate = portcullis)] //~ refused
fn twice() {}

fn main() {}
