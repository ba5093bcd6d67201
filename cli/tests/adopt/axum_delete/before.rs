use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use axum::{Json, Router};

fn app() -> Router<u64> {
    Router::new().route("/orders/{id}", delete(cancel_order))
}

async fn cancel_order(State(first): State<u64>, Path(id): Path<u64>) -> Result<String, (StatusCode, String)> {
    if id < 100 {
        return Err((StatusCode::NOT_FOUND, format!("there is no order {id}")));
    }
    match id {
        1 => Err((StatusCode::SERVICE_UNAVAILABLE, "later".to_owned())),
        id => Ok(format!("{id} is cancelled")),
    }
}
