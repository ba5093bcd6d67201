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

/// Methods of a connection, in a closure, a loop and a macro.
#[capability(read)]
fn methods(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    let db = Connection;
    let mut count = db.execute(&format!("DELETE FROM people WHERE name = '{}'", name.to_lowercase())); //~ P207
    let by_name = |name: &str| format!("SELECT count(*) FROM people WHERE name = '{name}'");
    for part in name.split(',') {
        count += db.query_row(&by_name(part)); //~ P207
    }
    let other = Connection;
    let shown = format!("{}", other.query_row(&["SELECT '", &name, "'"].join(""))); //~ P207
    Ok((count + shown.len()) as u64)
}

fn main() {}
