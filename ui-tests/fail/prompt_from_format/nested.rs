use portcullis::prelude::*;
use std::fmt::Write;

macro_rules! json {
    ({ $($key:literal: $value:expr),* }) => {
        [$(($key, $value.len())),*]
    };
}

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

/// In a loop, in a closure, in the brackets of a macro.
#[capability(read)]
async fn nested(#[validate(length(max = 200))] text: String) -> Result<u64, Internal> {
    let llm = Agent::new();
    let mut sum = 0;
    for line in text.lines() {
        let mut question = String::from("Continue:\n");
        writeln!(question, "{line}")?;
        sum += llm.prompt(&question).await; //~ P101
    }
    let system = ["Answer in one line.", text.as_str()].join("\n");
    let body = vec![json!({ "model": "small", "system": system })]; //~ P101
    let made = || Agent::new().preamble(&format!("Only about {text}")); //~ P101
    drop(made());
    Ok(sum + body.len() as u64)
}

fn main() {}
