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

fn question(text: &str) -> String {
    format!("Say what this is about: {text}")
}

/// The file says what `question` does.
#[capability(read)]
async fn helped(#[validate(length(max = 200))] text: String) -> u64 {
    let agent = Agent::new().preamble("Be short.");
    agent.prompt(&question(&text)).await
}

fn main() {}
