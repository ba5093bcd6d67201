use portcullis::prelude::*;

struct Connection;

impl Connection {
    fn execute(&self, _: &str) -> usize {
        0
    }

    fn query_row(&self, _: &str) -> usize {
        0
    }

    fn lookup(&self, _: &str) -> usize {
        0
    }
}

/// No library calls it so.
#[capability(read)]
fn people(#[validate(length(max = 100))] name: String) -> u64 {
    let store = Connection;
    store.lookup(&format!("SELECT * FROM people WHERE name = '{name}'")) as u64
}

fn main() {}
