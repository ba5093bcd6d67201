use portcullis::prelude::*;
use portcullis::prompt;

const RULES: &str = "Answer in one paragraph.";

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

/// Constants and numbers, and `prompt!`.
#[capability(read)]
async fn constants(#[validate(range(max = 200))] words: u32, #[validate(length(max = 200))] text: String) -> u64 {
    let agent = Agent::new().preamble(RULES);
    let first = agent.prompt(&format!("{RULES} Name three colours.")).await;
    let second = agent.prompt(&format!("Describe the sea in at most {words} words.")).await;
    let third = agent.prompt(concat!("Greet the user. ", "Use one sentence.")).await;
    let apart = prompt!("Summarise the text."; data text = text);
    first + second + third + apart.messages().len() as u64
}

fn main() {}
