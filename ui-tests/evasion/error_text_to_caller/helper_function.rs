use portcullis::prelude::*;

fn told(error: &std::num::ParseIntError) -> String {
    error.to_string()
}

/// The text is made in a function outside.
#[capability(read)]
fn helper_function(#[validate(length(max = 100))] text: String) -> String {
    match text.parse::<u32>() {
        Ok(number) => number.to_string(),
        Err(error) => told(&error),
    }
}

fn main() {}
