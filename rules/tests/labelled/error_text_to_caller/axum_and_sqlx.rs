use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgPool;
use tracing::{error, warn};

#[derive(Serialize)]
pub struct Problem {
    title: &'static str,
    detail: String,
}

#[derive(Serialize, sqlx::FromRow)]
pub struct Order {
    id: i64,
    state: String,
}

#[derive(Deserialize)]
pub struct NewOrder {
    article: String,
    count: u32,
}

//# bad
pub async fn show(
    State(pool): State<PgPool>,
    Path(id): Path<i64>,
) -> Result<Json<Order>, (StatusCode, String)> {
    sqlx::query_as("SELECT id, state FROM orders WHERE id = $1")
        .bind(id)
        .fetch_one(&pool)
        .await
        .map(Json)
        .map_err(|e| (StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))
}

//# bad
pub async fn create(State(pool): State<PgPool>, Json(order): Json<NewOrder>) -> Response {
    let done = sqlx::query("INSERT INTO orders (article, count) VALUES ($1, $2)")
        .bind(&order.article)
        .bind(i64::from(order.count))
        .execute(&pool)
        .await;
    match done {
        Ok(_) => StatusCode::CREATED.into_response(),
        Err(error) => (StatusCode::CONFLICT, Json(json!({ "error": format!("{error:?}") }))).into_response(),
    }
}

//# bad
pub async fn cancel(State(pool): State<PgPool>, Path(id): Path<i64>) -> Result<StatusCode, Json<Problem>> {
    let done = sqlx::query("DELETE FROM orders WHERE id = $1").bind(id).execute(&pool).await;
    if let Err(cause) = done {
        let mut detail = String::from("the order could not be cancelled: ");
        detail.push_str(&cause.to_string());
        warn!(%cause, "not cancelled");
        return Err(Json(Problem { title: "not cancelled", detail }));
    }
    Ok(StatusCode::NO_CONTENT)
}

//# bad
pub async fn export(State(pool): State<PgPool>) -> Result<String, (StatusCode, String)> {
    let hide = |error: &dyn std::error::Error| {
        let text = format!("export failed, {error}");
        (StatusCode::SERVICE_UNAVAILABLE, text)
    };
    let rows: Vec<Order> = sqlx::query_as("SELECT id, state FROM orders")
        .fetch_all(&pool)
        .await
        .map_err(|error| hide(&error))?;
    serde_json::to_string(&rows).map_err(|error| hide(&error))
}

//# bad
pub async fn health(State(pool): State<PgPool>) -> Response {
    let database = match sqlx::query("SELECT 1").execute(&pool).await {
        Ok(_) => "up".to_owned(),
        Err(e) => std::iter::successors(Some(&e as &dyn std::error::Error), |error| error.source())
            .map(|error| error.to_string())
            .collect::<Vec<_>>()
            .join(": "),
    };
    Json(json!({ "database": database, "version": env!("CARGO_PKG_VERSION") })).into_response()
}

//# good
pub async fn find(
    State(pool): State<PgPool>,
    Path(id): Path<i64>,
) -> Result<Json<Order>, (StatusCode, String)> {
    let found =
        sqlx::query_as("SELECT id, state FROM orders WHERE id = $1").bind(id).fetch_optional(&pool).await;
    match found {
        Ok(Some(order)) => Ok(Json(order)),
        Ok(None) => Err((StatusCode::NOT_FOUND, format!("there is no order {id}"))),
        Err(error) => {
            error!(id, error = error.to_string(), "order not read");
            Err((StatusCode::INTERNAL_SERVER_ERROR, "the orders cannot be read now".to_string()))
        }
    }
}

//# good
pub async fn insert(
    State(pool): State<PgPool>,
    Json(order): Json<NewOrder>,
) -> Result<StatusCode, Json<Problem>> {
    let done = sqlx::query("INSERT INTO orders (article, count) VALUES ($1, $2)")
        .bind(&order.article)
        .bind(i64::from(order.count))
        .execute(&pool)
        .await;
    done.map(|_| StatusCode::CREATED).map_err(|error| {
        let reference = uuid::Uuid::new_v4();
        tracing::error!(%reference, "{error:?}");
        Json(Problem { title: "not stored", detail: format!("see {reference}") })
    })
}

//# good
pub async fn change(State(pool): State<PgPool>, Path(id): Path<i64>) -> (StatusCode, String) {
    let done = sqlx::query("UPDATE orders SET state = 'paid' WHERE id = $1").bind(id).execute(&pool).await;
    let code = match &done {
        Ok(_) => StatusCode::OK,
        Err(sqlx::Error::RowNotFound) => StatusCode::NOT_FOUND,
        Err(sqlx::Error::PoolTimedOut) => StatusCode::SERVICE_UNAVAILABLE,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (code, code.canonical_reason().unwrap_or("failed").to_string())
}

//# good
pub async fn count(State(pool): State<PgPool>) -> Result<String, StatusCode> {
    let count: Result<i64, _> = sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&pool).await;
    let error = "errors are counted elsewhere";
    match count {
        Ok(number) => Ok(format!("{number} orders; {error}")),
        Err(cause) => {
            let text = cause.to_string();
            error!(text, "not counted");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
