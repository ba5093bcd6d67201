// The helper in another file logs the error and answers with words of its own.
//@ src/main.rs
mod errors;
mod handlers;

use axum::Router;
use axum::routing::get;
use sqlx::PgPool;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = PgPool::connect("postgres:///shop").await?;
    let app = Router::new().route("/orders/{id}", get(handlers::state_of)).with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/errors.rs
use axum::http::StatusCode;

pub fn answer(error: sqlx::Error) -> (StatusCode, String) {
    tracing::error!(%error, "the database failed");
    match error {
        sqlx::Error::RowNotFound => (StatusCode::NOT_FOUND, "there is no such order".to_owned()),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, text(&error).to_owned()),
    }
}

fn text(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::PoolTimedOut => "please try again later",
        _ => "this did not work",
    }
}

//@ src/handlers.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sqlx::PgPool;

use crate::errors;

pub async fn state_of(
    State(pool): State<PgPool>,
    Path(id): Path<i64>,
) -> Result<String, (StatusCode, String)> {
    let query = sqlx::query_scalar("SELECT state FROM orders WHERE id = $1").bind(id);
    query.fetch_one(&pool).await.map_err(errors::answer)
}
