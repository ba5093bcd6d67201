use portcullis::prelude::*;

struct Oracle;

impl Oracle {
    async fn ask(&self, question: &str) -> u64 {
        question.len() as u64
    }
}

/// Nothing says that this is a model.
#[capability(read)]
async fn another(#[validate(length(max = 200))] text: String) -> u64 {
    Oracle.ask(&format!("Say what this is about: {text}")).await
}

fn main() {}
