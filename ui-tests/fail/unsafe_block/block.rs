use portcullis::prelude::*;

/// Shortens a text.
#[capability(read)]
fn shorten(#[validate(length(max = 100))] text: String) -> String {
    let short = unsafe { text.get_unchecked(..text.len().min(10)) }; //~ P206
    let bytes = short.as_bytes();
    unsafe { String::from_utf8_unchecked(bytes.to_vec()) } //~ P206
}

fn main() {}
