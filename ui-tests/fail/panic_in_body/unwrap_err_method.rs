use portcullis::prelude::*;

/// Says why a text is no number.
#[capability(read)]
fn reason(#[validate(length(max = 100))] text: String) -> String {
    let other = Result::unwrap_err(text.parse::<u32>()).to_string(); //~ P203
    text.parse::<u32>().unwrap_err().to_string() + &other //~ P203
}

fn main() {}
