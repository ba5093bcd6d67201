//! Log lines with text of a caller in the message, and with it in a field or not at all.

use std::collections::HashMap;
use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, UdpSocket};

use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use slog::Logger;
use tracing::{Level, event, info_span, instrument};
use uuid::Uuid;

#[derive(Deserialize, Debug)]
struct Order {
    customer: String,
    items: Vec<String>,
    amount: u32,
}

//# bad
async fn show(Path(name): Path<String>) -> StatusCode {
    tracing::info!("showing {name}");
    StatusCode::OK
}

//# bad
#[get("/lookup")]
async fn lookup(query: web::Query<HashMap<String, String>>) -> impl Responder {
    let key = query.get("key").cloned().unwrap_or_default();
    log::warn!("no entry for {}", key);
    HttpResponse::NotFound()
}

//# bad
fn argument() {
    let mode = env::args().nth(1).unwrap_or_else(|| "none".to_string());
    log::info!("started in mode {mode}");
}

//# bad
async fn order(Json(order): Json<Order>) -> StatusCode {
    let message = format!("order of {} worth {}", order.customer, order.amount);
    tracing::info!("{message}");
    StatusCode::CREATED
}

//# bad
fn lines_from_peers(listener: &TcpListener) -> io::Result<()> {
    for stream in listener.incoming() {
        for line in BufReader::new(stream?).lines() {
            let line = line?;
            let (command, rest) = line.split_once(' ').unwrap_or((line.as_str(), ""));
            log::debug!(target: "protocol", "received {} with {} bytes", command, rest.len());
        }
    }
    Ok(())
}

//# bad
#[post("/login")]
async fn login(request: HttpRequest) -> HttpResponse {
    let agent = match request.headers().get("user-agent") {
        Some(value) => value.to_str().unwrap_or("unreadable"),
        None => "absent",
    };
    tracing::error!(code = 401, "login refused for agent {agent}");
    HttpResponse::Unauthorized().finish()
}

//# bad
fn slog_message(logger: &Logger, file: &str) {
    slog::info!(logger, "uploaded {}", file; "kind" => "document");
}

//# bad
fn as_an_event(user: String, attempts: u32) {
    let user = user.trim().to_lowercase();
    if attempts > 3 {
        event!(Level::WARN, attempts, "{} is locked after {} attempts", user, attempts);
    }
}

//# bad
fn summary(items: &[String]) {
    let listed = items.iter().map(|item| item.as_str()).collect::<Vec<_>>().join(", ");
    let mut text = String::from("packed: ");
    text.push_str(&listed);
    log::log!(log::Level::Info, "{}", text);
}

//# bad
async fn fetched(client: &reqwest::Client) -> reqwest::Result<()> {
    let motto = client.get("https://mottos.example.com/today").send().await?.text().await?;
    let first = motto.lines().next().unwrap_or_default();
    if !first.is_empty() {
        log::info!("the motto of the day is {first:>40}");
    }
    Ok(())
}

//# bad
fn within_closure(headers: &HeaderMap) {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    forwarded
        .into_iter()
        .flat_map(|list| list.split(','))
        .for_each(|hop| tracing::trace!("via {}", hop.trim()));
}

//# bad
fn datagram(socket: &UdpSocket) -> io::Result<()> {
    let mut buffer = [0; 1024];
    let (length, peer) = socket.recv_from(&mut buffer)?;
    let text = std::str::from_utf8(&buffer[..length]).unwrap_or("<binary>");
    let pair = (peer.port(), text);
    tracing::info!("{}: {}", pair.0, pair.1);
    Ok(())
}

//# good
async fn show_in_field(Path(name): Path<String>) -> StatusCode {
    tracing::info!(name, "showing a person");
    StatusCode::OK
}

//# good
#[get("/lookup/{id}")]
async fn lookup_by_id(id: web::Path<Uuid>) -> impl Responder {
    let id: Uuid = id.into_inner();
    log::warn!("no entry for {id}");
    HttpResponse::NotFound()
}

//# good
async fn order_amount(Json(order): Json<Order>) -> StatusCode {
    tracing::info!(customer = %order.customer, "an order worth {} was placed", order.amount);
    StatusCode::CREATED
}

//# good
fn item_count(items: &[String]) {
    log::info!("packed {} items", items.len());
}

//# good
fn fixed_words(mode: &str) {
    let described = match mode {
        "fast" => "fast mode",
        "exact" => "exact mode",
        _ => "the default mode",
    };
    log::info!("started in {described}");
}

//# good
fn key_values(customer: &str, amount: u32) {
    log::info!(customer = customer, amount = amount; "order placed");
}

//# good
fn slog_pairs(logger: &Logger, file: String) {
    slog::info!(logger, "uploaded"; "file" => file, "kind" => "document");
}

//# good
#[instrument(skip(order), fields(customer = %order.customer))]
async fn spanned(order: Order) -> usize {
    tracing::debug!("packing");
    let span = info_span!("pack", first = order.items.first());
    let _entered = span.enter();
    order.items.len()
}

//# good
fn to_the_caller(out: &mut impl Write, name: &str) -> io::Result<()> {
    let greeting = format!("info: welcome {name}");
    writeln!(out, "{greeting}")?;
    log::info!("greeted someone");
    Ok(())
}

//# good
fn parsed_port(argument: &str) -> Result<u16, std::num::ParseIntError> {
    let port = argument.trim().parse::<u16>()?;
    tracing::info!("listening on port {port}");
    Ok(port)
}

//# good
async fn filters(Query(filters): Query<HashMap<String, String>>) -> StatusCode {
    let urgent = filters.get("urgent").is_some_and(|value| value == "yes");
    let level = if urgent { "urgent" } else { "ordinary" };
    event!(Level::INFO, filters = filters.len(), "{level} request");
    StatusCode::ACCEPTED
}

//# good
fn constants_in_message(_input: &str) {
    const VERSION: &str = "2.4";
    let input = "startup";
    log::info!("{input} of version {VERSION}");
}
