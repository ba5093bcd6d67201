// `db/mod.rs` and `db/users.rs`: two statements in a nested module, one call by way of the parent.
//@ src/main.rs
mod db;
mod server;

use std::sync::{Arc, Mutex};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let connection = Arc::new(Mutex::new(db::open("users.db")?));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, server::router(connection)).await?;
    Ok(())
}

//@ src/server.rs
use std::sync::{Arc, Mutex};

use axum::extract::{Json, Path, State};
use axum::http::StatusCode;
use axum::routing::put;
use rusqlite::Connection;
use serde::Deserialize;

type Shared = Arc<Mutex<Connection>>;

#[derive(Deserialize)]
pub struct Profile {
    nick: String,
}

pub fn router(connection: Shared) -> axum::Router {
    axum::Router::new().route("/users/{id}", put(rename).get(show)).with_state(connection)
}

async fn rename(State(db): State<Shared>, Path(id): Path<i64>, Json(profile): Json<Profile>) -> StatusCode {
    let Ok(connection) = db.lock() else { return StatusCode::INTERNAL_SERVER_ERROR };
    match crate::db::users::rename(&connection, id, &profile.nick) {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::CONFLICT,
    }
}

async fn show(State(db): State<Shared>, Path(login): Path<String>) -> Result<String, StatusCode> {
    let connection = db.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    crate::db::nick_of(&connection, login).ok_or(StatusCode::NOT_FOUND)
}

//@ src/db/mod.rs
pub mod users;

use rusqlite::Connection;

pub fn open(path: &str) -> rusqlite::Result<Connection> {
    Connection::open(path)
}

pub fn nick_of(connection: &Connection, login: String) -> Option<String> {
    users::column(connection, "nick", &login)
}

//@ src/db/users.rs
use rusqlite::Connection;

pub fn rename(connection: &Connection, id: i64, nick: &str) -> rusqlite::Result<()> {
    let sql = format!("UPDATE users SET nick = '{}' WHERE id = {id}", nick.trim());
    connection.execute(&sql, [])?; //~ P207
    Ok(())
}

pub fn column(connection: &Connection, column: &str, login: &str) -> Option<String> {
    let sql = format!("SELECT {column} FROM users WHERE login = '{login}'");
    connection.query_row(&sql, [], |row| row.get(0)).ok() //~ P207
}
