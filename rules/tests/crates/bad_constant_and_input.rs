// The same function is called with a constant in one file, and with input in another.
//@ src/main.rs
mod db;
mod startup;
mod statistics;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::PgPool::connect("postgres:///shop").await?;
    startup::report(&pool).await?;
    let app = Router::new().route("/statistics/{table}", get(statistics::rows)).with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/startup.rs
use sqlx::PgPool;

use crate::db;

pub async fn report(pool: &PgPool) -> sqlx::Result<()> {
    for table in ["orders", "customers"] {
        tracing::info!(table, rows = db::count(pool, table).await?, "ready");
    }
    Ok(())
}

//@ src/statistics.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sqlx::PgPool;

use crate::db;

pub async fn rows(State(pool): State<PgPool>, Path(table): Path<String>) -> Result<String, StatusCode> {
    let rows = db::count(&pool, &table).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(format!("{rows} rows"))
}

//@ src/db.rs
use sqlx::PgPool;

pub async fn count(pool: &PgPool, table: &str) -> sqlx::Result<i64> {
    let sql = format!("SELECT count(*) FROM {table}");
    sqlx::query_scalar(&sql).fetch_one(pool).await //~ P207
}
