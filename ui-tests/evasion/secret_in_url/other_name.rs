use portcullis::State;
use portcullis::prelude::*;

struct Service {
    word: String,
}

/// Nothing says that it is a secret.
#[capability(read)]
fn ask(#[grant] service: State<Service>) -> String {
    format!("https://geo.atlas.dev/v1?w={}", service.word)
}

fn main() {}
