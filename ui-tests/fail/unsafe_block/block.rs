use portcullis::prelude::*;

unsafe fn danger(number: u32) -> u32 {
    number
}

/// Calls what is unsafe.
#[capability(read)]
fn dangerous(number: u32) -> u32 {
    let first = unsafe { danger(number) }; //~ P206
    let twice = |number| unsafe { danger(number) }; //~ P206
    first + twice(number)
}

/// Shortens a text.
#[capability(read)]
fn shorten(#[validate(length(max = 100))] text: String) -> String {
    let short = unsafe { text.get_unchecked(..text.len().min(10)) }; //~ P206
    let bytes = short.as_bytes();
    unsafe { String::from_utf8_unchecked(bytes.to_vec()) } //~ P206
}

fn main() {}
