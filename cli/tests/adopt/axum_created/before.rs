use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use axum::{Json, Router};

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub struct NewOrder {
    pub article: String,
    pub count: u32,
}

#[derive(Debug, Serialize)]
pub struct Order {
    pub id: u64,
    pub article: String,
}

pub fn app() -> Router {
    Router::new().route("/orders", post(create_order))
}

pub async fn create_order(Json(order): Json<NewOrder>) -> (StatusCode, Json<Order>) {
    let id = u64::from(order.count);
    (StatusCode::CREATED, Json(Order { id, article: order.article }))
}
