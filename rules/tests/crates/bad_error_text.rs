// One helper makes the answer of an error, with its text; another one makes a text that the handler sends.
//@ src/main.rs
mod errors;
mod handlers;

use axum::Router;
use axum::routing::get;
use sqlx::PgPool;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = PgPool::connect("postgres:///shop").await?;
    let app = Router::new()
        .route("/orders/{id}", get(handlers::state_of))
        .route("/terms", get(handlers::terms))
        .with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/errors.rs
use axum::http::StatusCode;

pub fn internal(error: sqlx::Error) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()) //~ P404
}

pub fn explanation(error: &std::io::Error) -> String {
    format!("the terms cannot be read: {error}")
}

//@ src/handlers.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sqlx::PgPool;

use crate::errors;

pub async fn state_of(
    State(pool): State<PgPool>,
    Path(id): Path<i64>,
) -> Result<String, (StatusCode, String)> {
    let query = sqlx::query_scalar("SELECT state FROM orders WHERE id = $1").bind(id);
    query.fetch_one(&pool).await.map_err(errors::internal)
}

pub async fn terms(State(_): State<PgPool>) -> Response {
    match tokio::fs::read_to_string("/srv/shop/terms.txt").await {
        Ok(text) => text.into_response(),
        Err(error) => (StatusCode::NOT_FOUND, errors::explanation(&error)).into_response(), //~ P404
    }
}
