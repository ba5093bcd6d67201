// The text chooses among the values of an enum, in another file, and these give constants.
//@ src/main.rs
mod db;
mod routes;
mod sort;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::PgPool::connect("postgres:///shop").await?;
    let app = Router::new().route("/articles", get(routes::articles)).with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/sort.rs
#[derive(Clone, Copy)]
pub enum SortBy {
    Name,
    Price,
}

impl SortBy {
    pub fn from_text(text: &str) -> Self {
        match text {
            "price" | "cost" => Self::Price,
            _ => Self::Name,
        }
    }

    pub fn column(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Price => "price_cents",
        }
    }
}

//@ src/routes.rs
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use sqlx::PgPool;

use crate::db;
use crate::sort::SortBy;

#[derive(Deserialize)]
pub struct Listing {
    sort: String,
}

pub async fn articles(
    State(pool): State<PgPool>,
    Query(listing): Query<Listing>,
) -> Result<Json<Vec<String>>, StatusCode> {
    let names = db::articles(&pool, SortBy::from_text(&listing.sort)).await;
    names.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//@ src/db.rs
use sqlx::PgPool;

use crate::sort::SortBy;

pub async fn articles(pool: &PgPool, sort: SortBy) -> sqlx::Result<Vec<String>> {
    let sql = format!("SELECT name FROM articles ORDER BY {} LIMIT 50", sort.column());
    sqlx::query_scalar(&sql).fetch_all(pool).await
}
