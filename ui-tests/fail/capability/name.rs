use portcullis::prelude::*;

/// Empty.
#[capability(read, name = "")] //~ refused
fn empty() {}

/// Capitals.
#[capability(read, name = "Find")] //~ refused
fn capital() {}

/// A capital inside.
#[capability(read, name = "findOrders")] //~ refused
fn capital_inside() {}

/// A digit first.
#[capability(read, name = "2nd")] //~ refused
fn digit_first() {}

/// A dot first.
#[capability(read, name = ".find")] //~ refused
fn dot_first() {}

/// A character that is none of these.
#[capability(read, name = "find orders")] //~ refused
fn space() {}

/// A letter of another alphabet, which looks like an `a`.
#[capability(read, name = "аdd")] //~ refused
fn look_alike() {}

/// One too long.
#[capability(read, name = "a1234567890123456789012345678901234567890123456789012345678901234")] //~ refused
fn too_long() {}

/// A name that is no text.
#[capability(read, name = find)] //~ refused
fn no_text() {}

/// No value.
#[capability(read, name)] //~ refused
fn no_value() {}

/// Two names.
#[capability(read, name = "one", name = "two")] //~ refused
fn two_names() {}

/// The function's own name will not do.
#[capability(read)]
fn _find() {} //~ refused

/// Nor will this.
#[capability(read)]
#[allow(non_snake_case)]
fn findOrders() {} //~ refused

fn main() {}
