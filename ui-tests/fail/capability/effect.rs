use portcullis::prelude::*;

/// Says nothing of its effect.
#[capability] //~ refused
fn nothing() {}

/// Says nothing of its effect, and something else.
#[capability(timeout = "2s")] //~ refused
fn something_else() {}

/// Says two.
#[capability(read, write)] //~ refused
fn two() {}

/// Says one that needs an approval, after another.
#[capability(write, destructive)] //~ refused
fn the_greater_second() {}

/// Says one that needs an approval, and asks for none.
#[capability(destructive)] //~ refused
fn destructive() {}

/// Says it twice.
#[capability(read, read)] //~ refused
fn twice() {}

/// Says it with a value.
#[capability(read = true)] //~ refused
fn value() {}

/// Says it in another spelling.
#[capability(readonly)] //~ refused
fn other_word() {}

fn main() {}
