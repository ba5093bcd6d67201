//! Carts, invoices and accounts: axum and actix-web handlers, and a ledger's worker.

use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::{HttpResponse, post, web};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use portcullis::prelude::*;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, schemars, tool, tool_router};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

#[derive(Deserialize, Clone)]
pub struct Item {
    sku: String,
    quantity: u32,
    unit_cents: u64,
}

#[derive(Deserialize)]
pub struct Cart {
    items: Vec<Item>,
    discount_cents: u64,
    voucher: Option<u64>,
}

#[derive(Deserialize, schemars::JsonSchema)]
pub struct Transfer {
    from: i64,
    to: i64,
    amount: i64,
    fee: i64,
}

#[derive(Deserialize)]
pub struct Paging {
    page: u32,
    size: u32,
}

#[derive(Serialize)]
pub struct Total {
    cents: u64,
}

const SHIPPING_CENTS: u64 = 490;
const VAT_PERCENT: u64 = 19;

//# bad
pub async fn total(Json(cart): Json<Cart>) -> Json<Total> {
    let mut cents = 0;
    for item in &cart.items {
        cents += u64::from(item.quantity) * item.unit_cents;
    }
    Json(Total { cents: cents - cart.discount_cents + SHIPPING_CENTS })
}

//# bad
#[post("/transfers")]
pub async fn transfer(
    pool: web::Data<PgPool>,
    order: web::Json<Transfer>,
) -> actix_web::Result<HttpResponse> {
    let balance: i64 = sqlx::query_scalar("SELECT balance FROM accounts WHERE id = $1")
        .bind(order.from)
        .fetch_one(pool.get_ref())
        .await
        .map_err(actix_web::error::ErrorInternalServerError)?;
    let charged = order.amount + order.fee;
    if charged > balance {
        return Ok(HttpResponse::PaymentRequired().finish());
    }
    crate::accounts::book(&pool, order.from, order.to, charged).await?;
    Ok(HttpResponse::NoContent().finish())
}

//# bad
pub async fn history(
    State(pool): State<PgPool>,
    Query(paging): Query<Paging>,
) -> Result<Json<Vec<i64>>, StatusCode> {
    let Paging { page, size } = paging;
    let offset = (page - 1) * size;
    sqlx::query_scalar("SELECT amount FROM bookings ORDER BY id LIMIT $1 OFFSET $2")
        .bind(i64::from(size))
        .bind(i64::from(offset))
        .fetch_all(&pool)
        .await
        .map(Json)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# bad
/// Prices an order for the agent.
#[capability(read)]
fn quote(call: &Call, quantity: u64, unit_cents: u64) -> Result<u64, QuoteFailure> {
    call.note("quantity", quantity);
    let net = unit_cents * quantity;
    let gross = net * (100 + VAT_PERCENT) / 100;
    Ok(gross)
}

#[failure]
enum QuoteFailure {
    #[public("that is too much")]
    TooMuch,
}

#[derive(Clone)]
pub struct Bank;

#[tool_router]
impl Bank {
    //# bad
    #[tool(description = "Says what a transfer costs in all")]
    async fn cost(&self, Parameters(order): Parameters<Transfer>) -> Result<String, McpError> {
        let all = match order.fee {
            0 => order.amount,
            fee => order.amount + fee * 2,
        };
        Ok(all.to_string())
    }

    //# good
    #[tool(description = "Says what a transfer costs, if it can be said")]
    async fn cost_in_range(&self, Parameters(order): Parameters<Transfer>) -> Result<String, McpError> {
        let all = order.amount.checked_add(order.fee);
        all.map(|cents| cents.to_string())
            .ok_or_else(|| McpError::invalid_params("the amount is too large", None))
    }
}

//# bad
pub fn sum_of_invoices(invoices: &[(String, u64)], refunds: &[u64]) -> u64 {
    let billed = invoices.iter().map(|(_, cents)| *cents).fold(0, |sum, cents| sum + cents);
    let refunded = refunds.iter().copied().reduce(|a, b| a + b).unwrap_or(0);
    billed - refunded
}

//# bad
pub async fn withdraw(pool: &PgPool, account: i64, text: &str) -> anyhow::Result<i64> {
    let amount: i64 = text.trim().parse()?;
    let row: (i64,) =
        sqlx::query_as("SELECT balance FROM accounts WHERE id = $1").bind(account).fetch_one(pool).await?;
    let mut balance = row.0;
    balance -= amount;
    anyhow::ensure!(balance >= 0, "there is too little on the account");
    sqlx::query("UPDATE accounts SET balance = $1 WHERE id = $2")
        .bind(balance)
        .bind(account)
        .execute(pool)
        .await?;
    Ok(balance)
}

//# good
pub async fn checked_total(Json(cart): Json<Cart>) -> Result<Json<Total>, StatusCode> {
    let sum = cart.items.iter().try_fold(SHIPPING_CENTS, |sum, item| {
        item.unit_cents.checked_mul(u64::from(item.quantity)).and_then(|cents| sum.checked_add(cents))
    });
    let cents = sum.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?.saturating_sub(cart.discount_cents);
    Ok(Json(Total { cents }))
}

//# good
pub async fn page(Query(paging): Query<Paging>) -> Result<String, StatusCode> {
    if paging.page == 0 || paging.page > 10_000 || paging.size > 100 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let offset = (paging.page - 1) * paging.size;
    Ok(offset.to_string())
}

//# good
/// Widened before it is multiplied: two `u32` always fit a `u64`.
pub fn line_total(quantity: u32, unit_cents: u32) -> u64 {
    u64::from(quantity) * u64::from(unit_cents)
}

//# good
#[post("/labels")]
pub async fn label(item: web::Json<Item>) -> HttpResponse {
    let label = item.sku.clone() + " x " + &item.quantity.to_string();
    HttpResponse::Ok().body(label)
}

//# good
pub fn gross(cents: u64) -> u64 {
    let cents = cents.min(10_000_000_000);
    cents * (100 + VAT_PERCENT) / 100
}

//# good
pub fn shipping(cart: &Cart) -> u64 {
    let flat = SHIPPING_CENTS * 2 + 100;
    if cart.voucher.is_some() { 0 } else { flat }
}

//# good
pub async fn installments(Path((cents, parts)): Path<(u64, NonZeroU32)>) -> String {
    let parts = u64::from(parts.get());
    format!("{} and {} over", cents / parts, cents % parts)
}

//# good
pub fn averages(quantities: &[f64], unit_price: f64) -> f64 {
    let all = quantities.iter().map(|quantity| quantity * unit_price).sum::<f64>();
    all / quantities.len().max(1) as f64
}

//# good
/// Prices an order, or says that it is too large.
#[capability(read)]
fn large_quote(call: &Call, quantity: u64, unit_cents: u64) -> Result<u64, QuoteFailure> {
    call.note("kind", "quote");
    let (cents, too_much) = unit_cents.overflowing_mul(quantity);
    if too_much { Err(QuoteFailure::TooMuch) } else { Ok(cents) }
}

//# good
pub fn patience(attempt: u32) -> Duration {
    let base = Duration::from_millis(200);
    base + Duration::from_secs(u64::from(attempt.min(60)))
}
