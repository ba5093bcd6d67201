// Only how long the input is goes on to the other file.
//@ src/main.rs
mod handlers;
mod statistics;

use poem::listener::TcpListener;
use poem::{Route, Server, post};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Route::new().at("/texts", post(handlers::text));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/handlers.rs
use poem::handler;
use poem::http::StatusCode;

use crate::statistics;

#[handler]
pub fn text(body: String) -> StatusCode {
    let longest = body.lines().map(str::len).max().unwrap_or(0);
    match statistics::add(body.len(), longest, body.is_ascii()) {
        Ok(()) => StatusCode::ACCEPTED,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

//@ src/statistics.rs
use rusqlite::Connection;

pub fn add(bytes: usize, longest: usize, ascii: bool) -> rusqlite::Result<()> {
    let connection = Connection::open("statistics.db")?;
    let kind = if ascii { "ascii" } else { "other" };
    log::info!("a text of {bytes} bytes");
    let sql = format!("INSERT INTO texts (bytes, longest, kind) VALUES ({bytes}, {longest}, '{kind}')");
    connection.execute(&sql, [])?;
    Ok(())
}
