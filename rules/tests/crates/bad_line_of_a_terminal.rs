// A line is read from standard input in one file; the statement stands in another.
//@ src/main.rs
mod prompt;
mod store;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let store = store::Store::open("contacts.db")?;
    loop {
        let name = prompt::ask("whom? ")?;
        if name.is_empty() {
            return Ok(());
        }
        for number in store.numbers_of(&name)? {
            println!("{number}");
        }
    }
}

//@ src/prompt.rs
use std::io::{self, Write};

pub fn ask(question: &str) -> io::Result<String> {
    print!("{question}");
    io::stdout().flush()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

//@ src/store.rs
use rusqlite::Connection;

pub struct Store {
    connection: Connection,
}

impl Store {
    pub fn open(path: &str) -> rusqlite::Result<Self> {
        Ok(Self { connection: Connection::open(path)? })
    }

    pub fn numbers_of(&self, name: &str) -> rusqlite::Result<Vec<String>> {
        let sql = format!("SELECT number FROM contacts WHERE name LIKE '%{name}%'");
        let mut statement = self.connection.prepare(&sql)?; //~ P207
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect()
    }
}
