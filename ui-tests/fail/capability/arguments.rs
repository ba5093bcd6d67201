use portcullis::prelude::*;

/// Spelt wrong.
#[capability(read, timout = "5s")] //~ refused
fn spelt_wrong() {}

/// Of another library.
#[capability(read, description = "Finds orders.")] //~ refused
fn of_another_library() {}

/// A list where nothing is listed.
#[capability(read, max_output("64KiB"))] //~ refused
fn list() {}

/// No comma.
#[capability(read timeout = "5s")] //~ refused
fn no_comma() {}

/// A literal.
#[capability("read")] //~ refused
fn literal() {}

/// No value after the sign.
#[capability(read, timeout =)] //~ refused
fn no_value() {}

/// A path.
#[capability(Effect::Read)] //~ refused
fn path() {}

/// Two commas.
#[capability(read,, timeout = "5s")] //~ refused
fn two_commas() {}

fn main() {}
