//! Variations of one fault: where a text comes from, and how it gets into the line of a log.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;

use actix_web::{HttpRequest, HttpResponse, web};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, Uri};
use log::{debug, error, info, trace, warn};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Event {
    user: String,
    action: Action,
    count: i64,
}

#[derive(Deserialize, Clone, Copy, strum::Display)]
pub enum Action {
    Login,
    Logout,
}

//# bad
fn first_argument() {
    let args: Vec<String> = std::env::args().collect();
    let username = args.get(1).unwrap_or(&String::from("guest")).clone();
    info!("User login: {}", username);
}

//# good
fn first_argument_as_number() {
    let args: Vec<String> = std::env::args().collect();
    let id: u32 = args.get(1).and_then(|text| text.parse().ok()).unwrap_or_default();
    info!("User login: {}", id);
}

//# bad
fn environment() {
    if let Ok(host) = std::env::var("HOSTNAME") {
        warn!("{host} is not among the hosts");
    }
}

//# good
fn environment_as_field() {
    if let Ok(host) = std::env::var("HOSTNAME") {
        tracing::warn!(%host, "not among the hosts");
    }
}

//# bad
async fn http_response() -> reqwest::Result<()> {
    let remote_data = reqwest::get("https://status.example.com/").await?.text().await?;
    let first = remote_data.lines().next().unwrap_or("");
    let message = format!("status: {first}");
    error!("{message}");
    Ok(())
}

//# good
async fn http_response_by_its_code() -> reqwest::Result<()> {
    let answer = reqwest::get("https://status.example.com/").await?;
    let code = answer.status().as_u16();
    let length = answer.text().await?.len();
    error!("status: {code}, {length} bytes");
    Ok(())
}

//# bad
fn standard_input() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        trace!(target: "input", "read {}", line.trim_start());
    }
    Ok(())
}

//# good
fn standard_input_in_arms() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let word = match line?.as_str() {
            "start" => "start",
            "stop" => "stop",
            _ => "something else",
        };
        trace!(target: "input", "read {}", word);
    }
    Ok(())
}

//# bad
fn socket(stream: TcpStream) -> std::io::Result<()> {
    let mut greeting = String::new();
    BufReader::new(stream).read_line(&mut greeting)?;
    let text = "peer says ".to_owned() + greeting.as_str();
    debug!("{}", text);
    Ok(())
}

//# good
fn socket_by_its_address(stream: TcpStream) -> std::io::Result<()> {
    let address = stream.peer_addr()?;
    let mut greeting = String::new();
    let count = BufReader::new(stream).read_line(&mut greeting)?;
    debug!("peer {address} says {count} bytes");
    Ok(())
}

//# bad
async fn extractor(Query(event): Query<Event>) -> &'static str {
    tracing::info!("{} did {} ({} times)", event.user, event.action, event.count);
    "noted"
}

//# good
async fn extractor_of_numbers(Query(event): Query<Event>) -> &'static str {
    tracing::info!(user = %event.user, "{} ({} times)", event.action, event.count);
    "noted"
}

//# bad
async fn request_object(request: HttpRequest) -> HttpResponse {
    let agent = request.headers().get("user-agent").and_then(|it| it.to_str().ok()).unwrap_or("-");
    let path = request.path();
    log::info!("{path} by {agent}");
    HttpResponse::NoContent().finish()
}

//# good
async fn request_object_as_pairs(request: HttpRequest) -> HttpResponse {
    let agent = request.headers().get("user-agent").and_then(|it| it.to_str().ok()).unwrap_or("-");
    let path = request.path();
    log::info!(path, agent; "a request");
    HttpResponse::NoContent().finish()
}

//# bad
async fn names_in_a_loop(web::Json(names): web::Json<Vec<String>>) -> HttpResponse {
    let mut summary = String::new();
    for (number, name) in names.iter().enumerate() {
        summary.push_str(&format!("{number}: {name}; "));
    }
    log::warn!("imported {summary}");
    HttpResponse::Created().finish()
}

//# good
async fn names_are_counted(web::Json(names): web::Json<Vec<String>>) -> HttpResponse {
    let longest = names.iter().map(String::len).max().unwrap_or_default();
    log::warn!("imported {} names, the longest of {longest} bytes", names.len());
    HttpResponse::Created().finish()
}

//# bad
async fn address_of_a_page(uri: Uri, headers: HeaderMap) -> String {
    let query = uri.query().map(|query| query.replace('+', " ")).unwrap_or_default();
    let kind = headers.len();
    tracing::event!(tracing::Level::INFO, kind, "searched for {}", query);
    query
}

//# good
async fn address_of_a_page_as_field(uri: Uri, headers: HeaderMap) -> String {
    let query = uri.query().map(|query| query.replace('+', " ")).unwrap_or_default();
    tracing::event!(tracing::Level::INFO, headers = headers.len(), query, "searched");
    query
}

//# bad
async fn through_a_tuple(Path((room, user)): Path<(u32, String)>) {
    let entry = (room, user);
    let describe = |(room, user): &(u32, String)| format!("{user} entered {room}");
    tracing::debug!("{}", describe(&entry));
}

//# good
async fn an_identifier(Path((room, user)): Path<(u32, String)>) -> Result<(), uuid::Error> {
    let user = uuid::Uuid::parse_str(&user)?;
    tracing::debug!("{user} entered {room}");
    Ok(())
}

//# bad
async fn model_output(Json(answer): Json<serde_json::Value>) {
    let Some(text) = answer.pointer("/choices/0/message/content").and_then(|text| text.as_str()) else {
        return;
    };
    tracing::info!("the model answered: {text}");
}

//# good
async fn model_output_shadowed(Json(answer): Json<serde_json::Value>) {
    let text = answer["content"].as_str().unwrap_or_default();
    let kind = if text.is_empty() { "nothing" } else { "a text" };
    let text = kind;
    tracing::info!("the model answered: {text}");
}
