//! A small game server: commands of players, never of the system.

use std::collections::VecDeque;

use crossterm::execute;
use mongodb::Database;
use mongodb::bson::{Document, doc};
use sqlx::{Executor, PgPool};

#[derive(Clone, Debug)]
pub enum Command {
    Move { x: i32, y: i32 },
    Say(String),
    Quit,
}

impl Command {
    fn new(word: &str) -> Option<Self> {
        match word.split_once(' ') {
            Some(("say", text)) => Some(Command::Say(text.to_owned())),
            None if word == "quit" => Some(Command::Quit),
            _ => None,
        }
    }

    fn output(&self) -> String {
        format!("{self:?}")
    }
}

//# good
pub fn parse(line: &str, queue: &mut VecDeque<Command>) -> Option<String> {
    let command = Command::new(line.trim())?;
    let shown = command.output();
    queue.push_back(command);
    Some(shown)
}

//# good
pub async fn create_tables(pool: &PgPool) -> sqlx::Result<u64> {
    let done = pool.execute("CREATE TABLE IF NOT EXISTS players (id BIGINT PRIMARY KEY, name TEXT)").await?;
    Ok(done.rows_affected())
}

//# good
pub async fn statistics(database: &Database) -> mongodb::error::Result<Document> {
    let command = doc! { "collStats": "players", "scale": 1024 };
    database.run_command(command).await
}

//# good
pub fn redraw(out: &mut impl std::io::Write, x: u16, y: u16) -> std::io::Result<u32> {
    execute!(out, crossterm::cursor::MoveTo(x, y), crossterm::style::Print("@"))?;
    Ok(std::process::id())
}

//# bad
pub fn announce(command: Command) -> std::io::Result<()> {
    if let Command::Say(text) = &command {
        let mut speaker = std::process::Command::new("espeak").stdin(std::process::Stdio::piped()).spawn()?;
        if let Some(input) = speaker.stdin.as_mut() {
            std::io::Write::write_all(input, text.as_bytes())?;
        }
        speaker.wait()?;
    }
    Ok(())
}
