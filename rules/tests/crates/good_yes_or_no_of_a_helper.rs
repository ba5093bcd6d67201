// The helper says yes or no by a list, and the handler returns early.
//@ src/main.rs
mod columns;
mod db;
mod web;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::SqlitePool::connect("sqlite:parts.db").await?;
    let app = Router::new().route("/parts", get(web::parts)).with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/columns.rs
/// Whether the table has this column.
pub fn has(column: &str) -> bool {
    matches!(column, "name" | "price" | "weight")
}

//@ src/web.rs
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use sqlx::SqlitePool;

use crate::{columns, db};

#[derive(Deserialize)]
pub struct Listing {
    sort: String,
}

pub async fn parts(
    State(pool): State<SqlitePool>,
    Query(listing): Query<Listing>,
) -> Result<Json<Vec<String>>, StatusCode> {
    if !columns::has(&listing.sort) {
        return Err(StatusCode::BAD_REQUEST);
    }
    db::sorted(&pool, &listing.sort).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//@ src/db.rs
use sqlx::SqlitePool;

pub async fn sorted(pool: &SqlitePool, column: &str) -> sqlx::Result<Vec<String>> {
    let sql = format!("SELECT name FROM parts ORDER BY {column} LIMIT 100");
    sqlx::query_scalar(&sql).fetch_all(pool).await
}
