use portcullis::prelude::*;

#[derive(PartialEq)]
enum Token {
    Comma,
    Word(String),
}

/// The tokens of a grammar, a signature of a function, numbers of tokens.
#[capability(read)]
fn words(#[validate(length(max = 100))] text: String, tokens: u32, max_tokens: u32) -> u32 {
    let token = if text.is_empty() { Token::Comma } else { Token::Word(text.clone()) };
    let signature = text.to_uppercase();
    let same = signature == text;
    if token == Token::Comma || tokens == max_tokens || same {
        return 0;
    }
    tokens
}

fn main() {}
