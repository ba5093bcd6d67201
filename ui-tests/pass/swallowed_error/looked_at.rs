use portcullis::prelude::*;

/// Errors that somebody looks at.
#[capability(read)]
fn looked_at(call: &Call, #[validate(length(max = 100))] text: String) -> u32 {
    let number = text.parse::<u32>().ok();
    match text.parse::<u32>() {
        Ok(number) => return number,
        Err(error) => call.note("why", &error.to_string()),
    }
    number.unwrap_or_default()
}

fn main() {}
