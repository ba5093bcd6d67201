use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use chrono::NaiveDate;
use regex::Regex;
use serde::Deserialize;
use sqlx::PgPool;
use uuid::Uuid;

const DEFAULT_PAGE: Option<u32> = Some(1);

#[derive(Clone)]
struct App {
    pool: PgPool,
    names: Arc<HashMap<u32, String>>,
}

#[derive(Deserialize)]
struct Page {
    from: Option<String>,
    size: Option<u32>,
}

struct Sealed(String);

impl Sealed {
    fn unwrap(self) -> String {
        self.0
    }
}

//# bad
async fn user_name(State(app): State<App>, Path(id): Path<u32>) -> String {
    app.names.get(&id).unwrap().to_uppercase()
}

//# good
async fn user_name_or_guest(State(app): State<App>, Path(id): Path<u32>) -> String {
    app.names.get(&id).map(|n| n.to_uppercase()).unwrap_or_else(|| "GUEST".to_owned())
}

//# bad
async fn orders_since(State(app): State<App>, Query(page): Query<Page>) -> Result<Json<i64>, StatusCode> {
    let from = page.from.as_deref().unwrap_or("2024-01-01");
    let day = NaiveDate::parse_from_str(from, "%Y-%m-%d").unwrap();
    let count = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM orders WHERE day >= $1")
        .bind(day)
        .fetch_one(&app.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(count))
}

//# good
async fn orders_from(State(app): State<App>, Query(page): Query<Page>) -> Result<Json<i64>, StatusCode> {
    let from = page.from.as_deref().unwrap_or("2024-01-01");
    let day = NaiveDate::parse_from_str(from, "%Y-%m-%d").map_err(|_| StatusCode::BAD_REQUEST)?;
    let count = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM orders WHERE day >= $1")
        .bind(day)
        .fetch_one(&app.pool)
        .await
        .unwrap_or_default();
    Ok(Json(count))
}

//# bad
async fn agent(headers: HeaderMap) -> Json<usize> {
    let value = headers.get("user-agent").map(HeaderValue::to_str);
    let text = match value {
        Some(Ok(text)) => text,
        Some(Err(_)) => panic!("the header is not text"),
        None => "",
    };
    Json(text.len())
}

//# good
async fn local(headers: HeaderMap) -> Json<bool> {
    let here = "127.0.0.1".parse::<IpAddr>().unwrap();
    let digits = Regex::new(r"^\d{1,3}(\.\d{1,3}){3}$").unwrap();
    let from = headers.get("x-real-ip").and_then(|v| v.to_str().ok()).filter(|t| digits.is_match(t));
    Json(from.and_then(|t| t.parse::<IpAddr>().ok()) == Some(here))
}

//# bad
async fn page_size(Query(page): Query<Page>) -> String {
    let size = page.size.unwrap_or(20);
    assert!(size <= 100, "a page has at most 100 rows, not {size}");
    format!("LIMIT {size}")
}

//# good
async fn page_size_or_error(Query(page): Query<Page>) -> Result<String, StatusCode> {
    let size = page.size.unwrap_or(20);
    if size > 100 {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(format!("LIMIT {size}"))
}

//# bad
async fn load_all(State(app): State<App>, Json(ids): Json<Vec<String>>) -> Json<Vec<String>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| Uuid::parse_str(id.trim()).unwrap()).collect();
    let rows = sqlx::query_scalar::<_, String>("SELECT title FROM books WHERE id = ANY($1)")
        .bind(ids)
        .fetch_all(&app.pool)
        .await;
    Json(rows.unwrap_or_default())
}

//# good
async fn load_valid(State(app): State<App>, Json(ids): Json<Vec<String>>) -> Json<Vec<String>> {
    let ids: Vec<Uuid> = ids.iter().filter_map(|id| Uuid::parse_str(id.trim()).ok()).collect();
    let rows = sqlx::query_scalar::<_, String>("SELECT title FROM books WHERE id = ANY($1)")
        .bind(ids)
        .fetch_all(&app.pool)
        .await;
    match rows {
        Ok(rows) => Json(rows),
        Err(_) => Json(Vec::new()),
    }
}

//# bad
async fn export(Path(kind): Path<String>) -> Result<&'static str, StatusCode> {
    match kind.as_str() {
        "csv" => Ok("text/csv"),
        "json" => Ok("application/json"),
        "xlsx" => todo!(),
        _ => Err(StatusCode::NOT_FOUND),
    }
}

//# good
async fn help(Path(topic): Path<String>) -> String {
    let text = match topic.as_str() {
        "panic" => "panic!(\"…\") and todo!() stop the task; value.unwrap() does too",
        "assert" => "assert!(a == b) panics",
        _ => "unknown",
    };
    // A call of .unwrap() would not be needed here.
    text.to_owned()
}

//# good
async fn open(Json(text): Json<String>) -> String {
    let sealed = Sealed(text);
    sealed.unwrap()
}

//# good
fn limits() -> (NonZeroU32, Duration, u32) {
    let burst = NonZeroU32::new(50).unwrap();
    (burst, Duration::from_secs(60), DEFAULT_PAGE.unwrap())
}

//# bad
async fn rename(State(mut app): State<App>, Path((id, name)): Path<(u32, String)>) -> StatusCode {
    let names = Arc::get_mut(&mut app.names).expect("nobody else holds the names");
    names.insert(id, name);
    StatusCode::NO_CONTENT
}
