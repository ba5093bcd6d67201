use portcullis::prelude::*;

struct Toy;

impl Toy {
    fn eval(&self, script: &str) -> u64 {
        script.len() as u64
    }
}

/// Nothing says that this is an interpreter.
#[capability(read)]
fn play(#[validate(length(max = 200))] text: String) -> u64 {
    let toy = Toy;
    toy.eval(&text)
}

fn main() {}
