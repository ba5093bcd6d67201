use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

struct Tokenizer;

impl Tokenizer {
    fn next_token(&self, text: &str) -> Option<u32> {
        text.parse().ok()
    }
}

/// Reads words: a token is no secret where a language is read.
#[capability(read)]
fn words(#[validate(length(max = 100))] text: String) -> usize {
    let tokenizer = Tokenizer;
    let token = tokenizer.next_token(&text);
    tracing::info!(?token, "read");
    let mut tokens = 0;
    for token in ["let", "mut"] {
        tracing::info!("{token}");
        tokens += token.len();
    }
    tokens
}

fn main() {}
