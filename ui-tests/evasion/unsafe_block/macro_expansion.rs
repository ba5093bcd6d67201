use portcullis::prelude::*;

macro_rules! first_byte {
    ($text:ident) => {
        unsafe { *$text.as_bytes().get_unchecked(0) }
    };
}

/// The block appears when the macro is expanded.
#[capability(read)]
fn expanded(#[validate(length(min = 1, max = 100))] text: String) -> u32 {
    first_byte!(text).into()
}

fn main() {}
