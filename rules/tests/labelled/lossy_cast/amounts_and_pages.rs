use std::fmt::Write as _;
use std::time::Duration;

use actix_web::{HttpResponse, web};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use sqlx::{PgPool, Row};

#[derive(Deserialize)]
struct Transfer {
    cents: i64,
    fee: f64,
    account: u64,
}

#[derive(Deserialize)]
struct Page {
    number: u64,
    size: i32,
}

#[repr(u8)]
#[derive(Clone, Copy)]
enum Level {
    Low = 1,
    High = 2,
}

//# bad
async fn transfer(Json(transfer): Json<Transfer>) -> Json<u64> {
    let amount = transfer.cents as u64;
    Json(amount.saturating_sub(1))
}

//# good
async fn transfer_checked(Json(transfer): Json<Transfer>) -> Result<Json<u64>, StatusCode> {
    let amount = u64::try_from(transfer.cents).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(Json(amount.saturating_sub(1)))
}

//# bad
async fn offset(Query(page): Query<Page>) -> String {
    let Page { number, size } = page;
    let rows = size as usize;
    format!("page {number} with {rows} rows")
}

//# good
async fn offset_in_range(Query(page): Query<Page>) -> String {
    let size = page.size.clamp(1, 100) as u32;
    let start = u64::from(size).saturating_mul(page.number);
    format!("rows from {start}")
}

//# bad
async fn account(web::Path(id): web::Path<u64>) -> HttpResponse {
    let slot = (id as u32) as i64;
    HttpResponse::Ok().body(slot.to_string())
}

//# good
async fn account_wide(web::Path(id): web::Path<u32>) -> HttpResponse {
    let slot = id as u64;
    let shown = id as i64;
    HttpResponse::Ok().body(format!("{slot} {shown}"))
}

//# bad
async fn fee(Json(transfer): Json<Transfer>) -> Json<i64> {
    let hundredths = transfer.fee * 100.0;
    let rounded = hundredths.round() as i64;
    Json(rounded + transfer.cents)
}

//# good
async fn fee_share(Path(percent): Path<u8>) -> Json<f64> {
    let share = percent as f64 / 100.0;
    let weight = percent as f32;
    Json(share + f64::from(weight))
}

//# bad
async fn stock(pool: web::Data<PgPool>, article: web::Path<i64>) -> Result<String, sqlx::Error> {
    let row = sqlx::query("SELECT amount FROM stock WHERE id = $1")
        .bind(*article)
        .fetch_one(pool.get_ref())
        .await?;
    let amount: i64 = row.get("amount");
    let shown = amount as u16;
    Ok(shown.to_string())
}

//# good
async fn stock_level(pool: web::Data<PgPool>, article: web::Path<i64>) -> Result<String, sqlx::Error> {
    let row = sqlx::query("SELECT amount AS left FROM stock WHERE id = $1")
        .bind(*article)
        .fetch_one(pool.get_ref())
        .await?;
    let amount: i64 = row.get("left");
    let level = if amount > 10 { Level::High } else { Level::Low };
    Ok(format!("{} of {}", level as u8, Level::High as i32))
}

//# bad
fn timeout_of(text: &str) -> Duration {
    let millis = text.trim().parse::<i64>().unwrap_or(1000);
    let millis = millis.saturating_mul(2);
    Duration::from_millis(millis as u64)
}

//# good
fn timeout_within(text: &str) -> Duration {
    let millis = text.trim().parse::<i64>().unwrap_or(1000);
    if !(0..=60_000).contains(&millis) {
        return Duration::from_secs(1);
    }
    Duration::from_millis(millis as u64)
}

//# bad
fn totals(transfers: &[Transfer]) -> Vec<u32> {
    transfers
        .iter()
        .filter(|t| t.cents > 0)
        .map(|t| (t.account, t.cents.unsigned_abs()))
        .map(|(account, cents)| account as u32 ^ cents as u32)
        .collect()
}

//# good
fn buckets(transfers: &[Transfer]) -> Vec<u8> {
    transfers
        .iter()
        .map(|t| (t.account % 16) as u8)
        .chain(transfers.iter().map(|t| (t.account & 0xff) as u8))
        .chain(transfers.iter().map(|t| t.account.min(255) as u8))
        .collect()
}

//# good
fn letters(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let _ = write!(out, "{:x} ", c as u32 + b'a' as u32);
    }
    out
}
