use portcullis::prelude::*;

struct Engine;

impl Engine {
    fn new() -> Self {
        Self
    }

    fn eval(&self, _script: &str) -> u64 {
        0
    }

    fn compile(&self, _script: &str) -> u64 {
        0
    }
}

struct Lua;

impl Lua {
    fn load(&self, _chunk: &str) -> u64 {
        0
    }
}

/// Runs what it is given.
#[capability(read)]
fn run(#[validate(length(max = 200))] script: String, #[validate(length(max = 200))] chunk: String) -> u64 {
    let engine = Engine::new();
    let first = engine.eval(&script); //~ P105
    let wrapped = format!("let x = 1;\n{script}");
    let second = engine.eval(&wrapped); //~ P105
    let lua = Lua;
    let third = lua.load(chunk.trim()); //~ P105
    let fourth = Engine::new().compile(&chunk.replace('\t', " ")); //~ P105
    first + second + third + fourth
}

fn main() {}
