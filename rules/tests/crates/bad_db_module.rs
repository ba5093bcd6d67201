// A handler of axum in one file, the SQL in another, by `use crate::db::find_by_name`.
//@ src/main.rs
mod db;
mod routes;

use axum::Router;
use axum::routing::get;
use sqlx::postgres::PgPoolOptions;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = PgPoolOptions::new().max_connections(5).connect("postgres:///shop").await?;
    let app = Router::new().route("/customers/{name}", get(routes::customer)).with_state(pool);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, app).await?;
    Ok(())
}

//@ src/routes.rs
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sqlx::PgPool;

use crate::db::{Customer, find_by_name};

pub async fn customer(
    State(pool): State<PgPool>,
    Path(name): Path<String>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let customers = find_by_name(&pool, &name).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(customers))
}

//@ src/db.rs
use serde::Serialize;
use sqlx::PgPool;

#[derive(Serialize, sqlx::FromRow)]
pub struct Customer {
    id: i64,
    name: String,
}

pub async fn find_by_name(pool: &PgPool, name: &str) -> Result<Vec<Customer>, sqlx::Error> {
    let sql = format!("SELECT id, name FROM customers WHERE name = '{name}'");
    sqlx::query_as(&sql).fetch_all(pool).await //~ P207
}
