use portcullis::State;
use portcullis::prelude::*;

struct Hooks {
    word: String,
}

/// Nothing says that it must be guessed.
#[capability(read)]
fn is_ours(#[validate(length(max = 100))] given: String, #[grant] hooks: State<Hooks>) -> bool {
    given == hooks.word
}

fn main() {}
