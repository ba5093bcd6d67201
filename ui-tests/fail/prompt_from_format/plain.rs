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

/// Puts a prompt together in each way.
#[capability(read)]
async fn plain(#[validate(length(max = 200))] text: String, #[validate(length(max = 20))] name: String) -> u64 {
    let agent = Agent::new().preamble(&format!("You are {name}.")); //~ P101
    let question = "Translate: ".to_owned() + &text;
    let first = agent.prompt(&question).await; //~ P101
    let mut other = String::from("Summarise this:\n");
    other.push_str(&text);
    let second = agent.prompt(other.as_str()).await; //~ P101
    const TEMPLATE: &str = "Greet {name}.";
    let third = agent.prompt(&TEMPLATE.replace("{name}", &name)).await; //~ P101
    let fourth = agent.prompt(&["Say: ", text.as_str()].concat()).await; //~ P101
    first + second + third + fourth
}

fn main() {}
