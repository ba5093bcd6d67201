// Two handlers, two statements: one of them asks the list in another file first, the other one forgets to.
//@ src/main.rs
mod columns;
mod db;
mod routes;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::PgPool::connect("postgres:///shop").await?;
    let app = Router::new()
        .route("/orders/by/{column}", get(routes::orders))
        .route("/customers/by/{column}", get(routes::customers))
        .with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/columns.rs
const COLUMNS: &[&str] = &["name", "created", "id"];

pub fn known(column: &str) -> Option<&'static str> {
    COLUMNS.iter().copied().find(|known| *known == column)
}

//@ src/db.rs
use sqlx::PgPool;

pub async fn orders(pool: &PgPool, column: &str) -> sqlx::Result<Vec<String>> {
    let sql = format!("SELECT name FROM orders ORDER BY {column}");
    sqlx::query_scalar(&sql).fetch_all(pool).await
}

pub async fn customers(pool: &PgPool, column: &str) -> sqlx::Result<Vec<String>> {
    let sql = format!("SELECT name FROM customers ORDER BY {column}");
    sqlx::query_scalar(&sql).fetch_all(pool).await //~ P207
}

//@ src/routes.rs
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sqlx::PgPool;

use crate::{columns, db};

pub async fn orders(
    State(pool): State<PgPool>,
    Path(column): Path<String>,
) -> Result<Json<Vec<String>>, StatusCode> {
    let column = columns::known(&column).ok_or(StatusCode::BAD_REQUEST)?;
    db::orders(&pool, column).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

pub async fn customers(
    State(pool): State<PgPool>,
    Path(column): Path<String>,
) -> Result<Json<Vec<String>>, StatusCode> {
    let column = column.to_lowercase();
    db::customers(&pool, &column).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
