use portcullis::prelude::*;

/// A rule that is spelt wrong.
#[capability(read, allow(panic_in_bodies, reason = "the index was checked above"))] //~ refused
fn spelt_wrong() {}

/// A rule that there is not, and none like it.
#[capability(read, allow(everything, reason = "the index was checked above"))] //~ refused
fn unknown() {}

/// A code that there is not.
#[capability(read, allow(P999, reason = "the index was checked above"))] //~ refused
fn unknown_code() {}

/// No reason.
#[capability(read, allow(panic_in_body))] //~ refused
fn no_reason() {}

/// A reason of 14 characters.
#[capability(read, allow(panic_in_body, reason = "it never fails"))] //~ refused
fn one_too_short() {}

/// A reason of 20 characters, of which most are spaces.
#[capability(read, allow(panic_in_body, reason = "      trust me      "))] //~ refused
fn spaces() {}

/// A reason of two lines.
#[capability(read, allow(panic_in_body, reason = "the index\nwas checked above"))] //~ refused
fn two_lines() {}

/// A reason that is no text.
#[capability(read, allow(panic_in_body, reason = checked))] //~ refused
fn no_text() {}

/// No rule.
#[capability(read, allow(reason = "the index was checked above"))] //~ refused
fn no_rule() {}

/// Nothing.
#[capability(read, allow())] //~ refused
fn empty() {}

/// One rule twice.
#[capability(read, allow(panic_in_body, panic_in_body, reason = "the index was checked above"))] //~ refused
fn twice() {}

/// By its name, and in another list by its code.
#[capability(
    read,
    allow(panic_in_body, reason = "the index was checked above"),
    allow(P203, reason = "the index was checked below"), //~ refused
)]
fn twice_in_two_lists() {}

/// A rule that types keep.
#[capability(read, allow(unbounded_input, reason = "nobody sends that much"))] //~ refused
fn sound() {}

/// Another, by its code.
#[capability(read, allow(P711, reason = "it only writes a little"))] //~ refused
fn sound_by_code() {}

/// No parentheses.
#[capability(read, allow = "panic_in_body")] //~ refused
fn no_list() {}

/// Nothing at all.
#[capability(read, allow)] //~ refused
fn no_value() {}

/// An argument that there is not.
#[capability(read, allow(panic_in_body, because = "the index was checked above"))] //~ refused refused
fn other_word() {}

/// A rule in quotes.
#[capability(read, allow("panic_in_body", reason = "the index was checked above"))] //~ refused refused
fn quoted() {}

fn main() {}
