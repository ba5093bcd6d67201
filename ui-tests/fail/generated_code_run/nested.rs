use portcullis::prelude::*;

mod wasmtime {
    pub struct Module;

    impl Module {
        pub fn new(_engine: &u32, _bytes: impl AsRef<[u8]>) -> Option<Self> {
            Some(Self)
        }
    }
}

struct Agent;

impl Agent {
    async fn prompt(&self, question: &str) -> String {
        question.to_owned()
    }
}

struct Engine;

impl Engine {
    fn eval(&self, _script: &str) -> u64 {
        0
    }
}

/// Runs it in a closure, in a loop and behind a macro.
#[capability(read)]
async fn nested(#[validate(length(max = 200))] script: String) -> u64 {
    let engine = Engine;
    let run = |text: &str| engine.eval(text); //~ P105
    let mut sum = 0;
    for line in script.lines() {
        sum += engine.eval(line); //~ P105
    }
    let answer = Agent.prompt("Write a program.").await;
    let module = wasmtime::Module::new(&1, answer.as_bytes()); //~ P105
    let list = vec![engine.eval(&script)]; //~ P105
    sum + run(&script) + list.len() as u64 + u64::from(module.is_some())
}

fn main() {}
