use portcullis::prelude::*;

struct Agent;

impl Agent {
    async fn prompt(&self, question: &str) -> String {
        question.to_owned()
    }
}

struct Database;

impl Database {
    fn query(&self, _sql: &str) -> u64 {
        1
    }
}

/// What a model answers goes to a shell and to a database; and so does what the caller says.
#[capability(read, allow(ambient_process, reason = "the test is about the code"))]
async fn ask(#[validate(length(max = 200))] question: String, #[validate(length(max = 200))] code: String) -> u64 {
    let agent = Agent;
    let answer = agent.prompt(&question).await;
    let text = answer.split("```").nth(1).unwrap_or(&answer);
    let one = std::process::Command::new("python3").arg("-c").arg(text).spawn().is_ok(); //~ P105
    let two = std::process::Command::new("/bin/bash").arg("-c").arg(&code).spawn().is_ok(); //~ P105
    let db = Database;
    let rows = db.query(text); //~ P105
    let others = db.query(&question); //~ P105
    rows + others + u64::from(one) + u64::from(two)
}

fn main() {}
