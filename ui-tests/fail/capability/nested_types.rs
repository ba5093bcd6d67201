use portcullis::prelude::*;
use std::borrow::Cow;

/// Borrowed inside.
#[capability(read)]
fn optional(text: Option<&str>) -> bool { //~ refused
    text.is_some()
}

/// Borrowed for a while.
#[capability(read)]
fn borrowed_or_owned(text: Cow<'_, str>) -> bool { //~ refused
    text.is_empty()
}

/// A function.
#[capability(read)]
fn function(then: fn(u32) -> u32) -> u32 { //~ P202
    then(1)
}

fn main() {}
