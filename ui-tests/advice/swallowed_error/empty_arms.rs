use portcullis::prelude::*;

fn store(_: &str) -> Result<(), Internal> {
    Ok(())
}

/// Stores lines, or does not.
#[capability(write)]
fn empty_arms(#[validate(length(max = 100))] text: String) -> usize {
    match store(&text) {
        Ok(()) => {}
        Err(_) => {} //~ P405
    }
    if let Err(_) = store("end") {} //~ P405
    text.len()
}

fn main() {}
