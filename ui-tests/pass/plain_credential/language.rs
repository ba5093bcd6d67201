use portcullis::prelude::*;

/// Reads words, of which none is a credential.
#[capability(read)]
fn language(#[validate(length(max = 100))] text: String) -> usize {
    let first_token: Option<String> = text.split(' ').next().map(str::to_owned);
    let token: &str = text.trim();
    first_token.map_or(0, |word| word.len()) + token.len()
}

fn main() {}
