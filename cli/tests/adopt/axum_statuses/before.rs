use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use axum::{Json, Router};

use serde::{Deserialize, Serialize};

#[derive(Clone, Default)]
struct Shop;

impl Shop {
    fn find(&self, id: u64) -> Option<Order> {
        Some(Order { id, text: String::new() })
    }
}

#[derive(Serialize)]
struct Order {
    id: u64,
    text: String,
}

fn app() -> Router<Shop> {
    Router::new().route("/orders/{id}", get(get_order))
}

/// Says what is known of an order.
async fn get_order(
    State(shop): State<Shop>,
    Path(id): Path<u64>,
) -> Result<Json<Order>, StatusCode> {
    if id == 0 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let order = shop.find(id).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(order))
}
