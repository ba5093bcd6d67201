// Two modules have a function `find`; the handlers call the one that looks into memory.
//@ src/main.rs
mod database;
mod memory;
mod routes;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::PgPool::connect("postgres:///shop").await?;
    let known = database::find(&pool, "members").await?;
    let app = Router::new().route("/names/{name}", get(routes::name)).with_state(known);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/database.rs
use sqlx::PgPool;

pub async fn find(pool: &PgPool, table: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(&format!("SELECT name FROM {table}")).fetch_all(pool).await
}

//@ src/memory.rs
pub async fn find(known: &[String], name: &str) -> Option<usize> {
    known.iter().position(|known| known.eq_ignore_ascii_case(name))
}

//@ src/routes.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::memory::find;

pub async fn name(State(known): State<Vec<String>>, Path(name): Path<String>) -> Result<String, StatusCode> {
    let place = find(&known, &name).await.ok_or(StatusCode::NOT_FOUND)?;
    Ok(format!("number {place}"))
}
