// The handler's type is a UUID, a date or a number already; the other files put it into texts.
//@ src/main.rs
mod files;
mod http;
mod rows;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::PgPool::connect("postgres:///sensors").await?;
    let app = Router::new()
        .route("/reports/{id}", get(http::report))
        .route("/days/{day}", get(http::day))
        .with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/http.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{files, rows};

pub async fn report(State(_): State<PgPool>, Path(id): Path<Uuid>) -> Result<String, StatusCode> {
    files::report(id).await.map_err(|_| StatusCode::NOT_FOUND)
}

pub async fn day(State(pool): State<PgPool>, Path(day): Path<NaiveDate>) -> Result<String, StatusCode> {
    let count = rows::of_day(&pool, &day.to_string()).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(format!("{count} rows"))
}

//@ src/files.rs
use std::path::Path;

use uuid::Uuid;

pub async fn report(id: Uuid) -> std::io::Result<String> {
    tokio::fs::read_to_string(Path::new("/srv/reports").join(format!("{id}.txt"))).await
}

//@ src/rows.rs
use sqlx::PgPool;

pub async fn of_day(pool: &PgPool, day: &str) -> sqlx::Result<i64> {
    let sql = format!("SELECT count(*) FROM rows WHERE day = '{day}'");
    sqlx::query_scalar(&sql).fetch_one(pool).await
}
