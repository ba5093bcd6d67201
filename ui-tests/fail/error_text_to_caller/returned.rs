use portcullis::prelude::*;

/// Reads a number.
#[capability(read)]
fn number(#[validate(length(max = 100))] text: String) -> String {
    match text.parse::<u32>() {
        Ok(number) => number.to_string(),
        Err(error) => error.to_string(), //~ P404
    }
}

/// Reads a number, and says at once that it is none.
#[capability(read)]
fn early(#[validate(length(max = 100))] text: String) -> String {
    if let Err(cause) = text.parse::<u32>() {
        return format!("no number: {cause}"); //~ P404
    }
    text
}

fn main() {}
