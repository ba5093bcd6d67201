use portcullis::prelude::*;

struct Position(u64);

impl Position {
    fn eval(&self, moves: &str) -> u64 {
        self.0 + moves.len() as u64
    }
}

struct Database;

impl Database {
    fn query(&self, _sql: &str, _parameters: &[&str]) -> u64 {
        1
    }
}

struct Agent;

impl Agent {
    async fn prompt(&self, question: &str) -> String {
        question.to_owned()
    }
}

/// What is evaluated is no code, and what a model says is a value.
#[capability(read)]
async fn look_alikes(#[validate(length(max = 100))] moves: String) -> u64 {
    let board = Position(1);
    let answer = Agent.prompt(&moves).await;
    let db = Database;
    let rows = db.query("SELECT count(*) FROM games WHERE moves = ?1", &[&answer]);
    board.eval(&moves) + rows
}

fn main() {}
