// A helper in another file makes a number of the text, before a third one puts it into a statement.
//@ src/main.rs
mod db;
mod parse;
mod routes;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::PgPool::connect("postgres:///shop").await?;
    let app = Router::new().route("/orders/{number}", get(routes::order)).with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/parse.rs
/// `A-00017` is 17.
pub fn order_number(text: &str) -> Option<u64> {
    text.strip_prefix("A-")?.parse().ok()
}

//@ src/routes.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sqlx::PgPool;

use crate::{db, parse};

pub async fn order(State(pool): State<PgPool>, Path(number): Path<String>) -> Result<String, StatusCode> {
    let number = parse::order_number(&number).ok_or(StatusCode::BAD_REQUEST)?;
    db::state_of(&pool, number).await.map_err(|_| StatusCode::NOT_FOUND)
}

//@ src/db.rs
use std::fmt::Display;

use sqlx::PgPool;

pub async fn state_of(pool: &PgPool, key: impl Display) -> sqlx::Result<String> {
    let sql = format!("SELECT state FROM orders WHERE number = {key}");
    sqlx::query_scalar(&sql).fetch_one(pool).await
}
