use portcullis::prelude::*;

fn read(text: &str) -> Result<u32, String> {
    if text.is_empty() { Err("nothing was sent".to_owned()) } else { Ok(1) }
}

/// The word was written for callers: no error is made into a text here.
#[capability(read)]
fn handed_on(#[validate(length(max = 100))] text: String) -> String {
    match read(&text) {
        Ok(number) => format!("{number}"),
        Err(words) => words,
    }
}

fn main() {}
