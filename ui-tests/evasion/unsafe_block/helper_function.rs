use portcullis::prelude::*;

fn first(text: &str) -> u8 {
    unsafe { *text.as_bytes().get_unchecked(0) }
}

/// The block is elsewhere.
#[capability(read)]
fn helped(#[validate(length(min = 1, max = 100))] text: String) -> u32 {
    first(&text).into()
}

fn main() {}
