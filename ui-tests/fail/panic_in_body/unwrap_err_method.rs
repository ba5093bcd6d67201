use portcullis::prelude::*;

/// Says why a text is no number.
#[capability(read)]
fn reason(#[validate(length(max = 100))] text: String) -> String {
    text.parse::<u32>().unwrap_err().to_string() //~ P203
}

fn main() {}
