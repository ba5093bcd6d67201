// The program calls its own library by the name of the package.
//@ Cargo.toml
[package]
name = "stock-keeper"
version = "0.3.0"
edition = "2024"

[dependencies]
axum = "0.8"
sqlx = { version = "0.8", features = ["sqlite", "runtime-tokio"] }
tokio = { version = "1", features = ["full"] }

//@ src/lib.rs
//! Keeps the stock of a shop.

pub mod db;

//@ src/db.rs
use sqlx::SqlitePool;

pub async fn open() -> sqlx::Result<SqlitePool> {
    SqlitePool::connect("sqlite:stock.db").await
}

pub async fn count_of(pool: &SqlitePool, article: &str) -> sqlx::Result<i64> {
    let sql = ["SELECT count FROM stock WHERE article = '", article, "'"].concat();
    sqlx::query_scalar(&sql).fetch_one(pool).await //~ P207
}

//@ src/main.rs
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use sqlx::SqlitePool;
use stock_keeper::db;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = Router::new().route("/stock/{article}", get(stock)).with_state(db::open().await?);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

async fn stock(State(pool): State<SqlitePool>, Path(article): Path<String>) -> Result<String, StatusCode> {
    let count = db::count_of(&pool, &article).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(count.to_string())
}
