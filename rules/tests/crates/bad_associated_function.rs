// An associated function of a type of another file: `OrderRepo::by_reference(&pool, &reference)`.
//@ src/main.rs
mod orders;
mod repo;

use axum::Router;
use axum::routing::get;
use sqlx::SqlitePool;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = SqlitePool::connect("sqlite:orders.db").await?;
    let app = Router::new().route("/orders/{reference}", get(orders::show)).with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/orders.rs
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sqlx::SqlitePool;

use crate::repo::{Order, OrderRepo};

pub async fn show(
    State(pool): State<SqlitePool>,
    Path(reference): Path<String>,
) -> Result<Json<Order>, StatusCode> {
    let order = OrderRepo::by_reference(&pool, &reference).await;
    order.map(Json).map_err(|_| StatusCode::NOT_FOUND)
}

//@ src/repo.rs
use serde::Serialize;
use sqlx::SqlitePool;

#[derive(Serialize, sqlx::FromRow)]
pub struct Order {
    pub id: i64,
    pub state: String,
}

pub struct OrderRepo;

impl OrderRepo {
    pub async fn by_id(pool: &SqlitePool, id: i64) -> sqlx::Result<Order> {
        let sql = format!("SELECT id, state FROM orders WHERE id = {id}");
        sqlx::query_as(&sql).fetch_one(pool).await
    }

    pub async fn by_reference(pool: &SqlitePool, reference: &str) -> sqlx::Result<Order> {
        let sql = format!("SELECT id, state FROM orders WHERE reference = '{reference}'");
        sqlx::query_as(&sql).fetch_one(pool).await //~ P207
    }
}
