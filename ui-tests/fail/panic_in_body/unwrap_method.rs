use portcullis::prelude::*;

/// Reads a number.
#[capability(read)]
fn number(#[validate(length(max = 100))] text: String) -> u32 {
    text.trim().parse().unwrap() //~ P203
}

/// The first word, asked for twice.
#[capability(read)]
async fn first_word(#[validate(length(max = 100))] text: String) -> String {
    let word = text.split(' ').next();
    let again = word.as_ref().unwrap().len(); //~ P203
    word.map(|word| word[..again].to_owned()).unwrap() //~ P203
}

fn main() {}
