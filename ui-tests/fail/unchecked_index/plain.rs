use portcullis::prelude::*;

const WORDS: [&str; 3] = ["one", "two", "three"];

/// Indexes with what it is told.
#[capability(read)]
fn plain(
    number: usize,
    start: u32,
    #[validate(length(max = 100))] text: String,
    #[validate(length(max = 100))] list: Vec<u64>,
) -> Result<u64, Internal> {
    let word = WORDS[number]; //~ P204
    let rest = &text[start as usize..]; //~ P204
    let part = &list[number..number.saturating_add(1)]; //~ P204
    let parsed: usize = text.trim().parse()?;
    let element = list[parsed]; //~ P204
    Ok(word.len() as u64 ^ rest.len() as u64 ^ part.len() as u64 ^ element)
}

fn main() {}
