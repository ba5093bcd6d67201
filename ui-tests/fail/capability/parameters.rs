use portcullis::prelude::*;

/// Borrows a text.
#[capability(read)]
fn text(text: &str) {} //~ refused

/// Borrows a list.
#[capability(read)]
fn list(numbers: &[u32]) {} //~ refused

/// Borrows to change.
#[capability(read)]
fn changed(number: &mut u32) {} //~ refused

/// Borrows for ever.
#[capability(read)]
fn for_ever(text: &'static str) {} //~ refused

/// Has no type.
#[capability(read)]
fn unnamed_type(value: impl Into<u32>) {} //~ refused

/// Has no type inside.
#[capability(read)]
fn unnamed_element(values: Option<impl Into<u32>>) {} //~ refused

/// A tuple that is taken apart.
#[capability(read)]
fn tuple((a, b): (u32, u32)) {} //~ refused

/// Not even a name.
#[capability(read)]
fn nameless(_: u32) {} //~ refused

/// Kept whole and taken apart.
#[capability(read)]
fn whole_and_parts(all @ (a, b): (u32, u32)) {} //~ refused

/// Borrowed from what it takes.
#[capability(read)]
fn by_reference(ref number: u32) {} //~ refused

/// An attribute that depends.
#[capability(read)]
fn depends(#[cfg_attr(all(), validate(range(max = 5)))] number: u32) {} //~ refused

/// An attribute that depends, on an authority.
#[capability(read)]
fn grant_depends(#[cfg_attr(all(), grant)] state: portcullis::State<u32>) {} //~ refused

/// A credential.
#[capability(read)]
fn log_in(#[validate(length(max = 64))] password: String) {} //~ refused

macro_rules! borrowing {
    ($name:ident, $ty:ty) => {
        /// Takes what a macro passes on.
        #[capability(read)]
        fn $name(value: $ty) {}
    };
}

borrowing!(passed_on, &str); //~ refused

fn main() {}
