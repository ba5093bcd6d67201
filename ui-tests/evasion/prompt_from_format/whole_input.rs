use portcullis::prelude::*;

struct Agent;

impl Agent {
    fn new() -> Self {
        Self
    }

    fn preamble(self, _text: &str) -> Self {
        self
    }

    async fn prompt(&self, question: &str) -> u64 {
        question.len() as u64
    }
}

/// The caller writes all of it.
#[capability(read)]
async fn whole(#[validate(length(max = 200))] text: String) -> u64 {
    let agent = Agent::new().preamble(&text);
    agent.prompt(text.trim()).await
}

fn main() {}
