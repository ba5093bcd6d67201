use portcullis::prelude::*;

struct Engine;

impl Engine {
    fn eval(&self, script: &str) -> u64 {
        script.len() as u64
    }
}

fn calculate(text: &str) -> u64 {
    let engine = Engine;
    engine.eval(text)
}

/// The file says what `calculate` does.
#[capability(read)]
fn helped(#[validate(length(max = 200))] text: String) -> u64 {
    calculate(&text)
}

fn main() {}
