use actix_web::{HttpResponse, Responder, web};
use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Query, Request};
use axum::http::StatusCode;
use bytes::BytesMut;
use futures_util::StreamExt;
use rocket::get;
use serde::Deserialize;
use std::collections::{HashMap, VecDeque};
use std::io::Read;

const MAX_ROWS: usize = 10_000;

#[derive(Deserialize)]
pub struct Grid {
    pub width: usize,
    pub height: usize,
    pub fill: Option<u8>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    Small,
    Large,
}

#[derive(Deserialize)]
pub struct Thumbnail {
    pub size: Size,
    pub text: String,
}

pub struct Banner(String);

impl Banner {
    pub fn repeat(&self, times: usize) -> String {
        format!("{} x{times}", self.0)
    }
}

//# bad
pub async fn grid(Query(grid): Query<Grid>) -> Vec<u8> {
    let cells = grid.width * grid.height;
    vec![grid.fill.unwrap_or(0); cells]
}

//# bad
pub async fn numbers(Path(count): Path<usize>) -> Json<Vec<usize>> {
    let mut numbers = Vec::with_capacity(count);
    for number in 0..count.min(100) {
        numbers.push(number);
    }
    Json(numbers)
}

//# bad
#[get("/line?<width>")]
pub fn line(width: usize) -> String {
    let line = "-".repeat(width);
    format!("+{line}+")
}

//# bad
pub async fn prepare(query: web::Query<HashMap<String, String>>) -> impl Responder {
    let rows = query.get("rows").and_then(|rows| rows.parse::<usize>().ok()).unwrap_or(16);
    let mut table: Vec<[f64; 8]> = Vec::new();
    table.reserve(rows);
    table.push([0.0; 8]);
    HttpResponse::Ok().json(table)
}

//# bad
pub async fn upload(request: Request) -> Result<String, StatusCode> {
    let body = to_bytes(request.into_body(), usize::MAX).await.map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(format!("{} bytes", body.len()))
}

//# bad
pub async fn buffered(request: Request<Body>) -> Result<Vec<u8>, StatusCode> {
    let length: usize = request
        .headers()
        .get("content-length")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok())
        .ok_or(StatusCode::LENGTH_REQUIRED)?;
    let mut buffer = BytesMut::with_capacity(length);
    let mut stream = request.into_body().into_data_stream();
    while let Some(Ok(part)) = stream.next().await {
        buffer.extend_from_slice(&part);
    }
    Ok(buffer.to_vec())
}

//# bad
pub async fn pad(web::Json(grid): web::Json<Grid>) -> HttpResponse {
    let Grid { width, fill, .. } = grid;
    let mut row = vec![0u8, 1];
    match fill {
        Some(byte) => row.resize(width, byte),
        None => row.push(0),
    }
    HttpResponse::Ok().body(row)
}

//# bad
pub async fn events()
-> axum::response::sse::Sse<impl futures_util::Stream<Item = Result<axum::response::sse::Event, axum::Error>>>
{
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut number = 0u64;
        while sender.send(Ok(axum::response::sse::Event::default().data(number.to_string()))).is_ok() {
            number += 1;
        }
    });
    axum::response::sse::Sse::new(tokio_stream::wrappers::UnboundedReceiverStream::new(receiver))
}

//# bad
pub async fn window(Json(sizes): Json<Vec<usize>>) -> Json<Vec<usize>> {
    let windows: Vec<VecDeque<u64>> = sizes.iter().map(|size| VecDeque::with_capacity(*size)).collect();
    Json(windows.iter().map(VecDeque::capacity).collect())
}

//# bad
pub async fn matrix(Json(grid): Json<Grid>) -> Result<Json<Vec<Vec<f32>>>, StatusCode> {
    if grid.width > 512 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let height = grid.height;
    Ok(Json(vec![vec![0.0; grid.width]; height]))
}

//# good
pub async fn bounded_grid(Query(grid): Query<Grid>) -> Result<Vec<u8>, StatusCode> {
    let cells = grid.width.checked_mul(grid.height).ok_or(StatusCode::BAD_REQUEST)?;
    if cells > MAX_ROWS {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(vec![grid.fill.unwrap_or(0); cells])
}

//# good
pub async fn first_numbers(Path(count): Path<usize>) -> Json<Vec<usize>> {
    let count = count.min(MAX_ROWS);
    let mut numbers = Vec::with_capacity(count);
    numbers.extend(0..count);
    Json(numbers)
}

//# good
#[get("/rule?<width>")]
pub fn rule(width: u8) -> String {
    "-".repeat(usize::from(width))
}

//# good
pub async fn small_upload(request: Request) -> Result<String, StatusCode> {
    let body = to_bytes(request.into_body(), 64 * 1024).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(format!("{} bytes", body.len()))
}

//# good
pub async fn echo_length(body: Bytes) -> Json<Vec<u8>> {
    let mut copy = Vec::with_capacity(body.len());
    copy.extend(body.iter().rev());
    Json(copy)
}

//# good
pub async fn thumbnail(Json(thumbnail): Json<Thumbnail>) -> Vec<u8> {
    let side = match thumbnail.size {
        Size::Small => 64,
        Size::Large => 256,
    };
    vec![0; side * side]
}

//# good
pub async fn padded(web::Json(grid): web::Json<Grid>) -> HttpResponse {
    match grid.width {
        width @ 1..=4096 => HttpResponse::Ok().body(vec![b' '; width]),
        _ => HttpResponse::BadRequest().finish(),
    }
}

//# good
pub async fn banner(Query(grid): Query<Grid>) -> String {
    let banner = Banner("portal".to_owned());
    banner.repeat(grid.width)
}

//# good
pub async fn queue(Query(grid): Query<Grid>) -> String {
    let (sender, mut receiver) = tokio::sync::mpsc::channel(64);
    tokio::spawn(async move { while receiver.recv().await.is_some() {} });
    for cell in 0..grid.width {
        if sender.send(cell).await.is_err() {
            break;
        }
    }
    "done".to_owned()
}

//# good
pub fn render(template: &str, query: web::Query<Grid>) -> Option<String> {
    let indent = query.width.clamp(0, 32);
    let spaces = " ".repeat(indent);
    let mut lines = template.lines();
    lines.next().map(|line| spaces + line)
}

//# good
pub fn unpack(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(body).take(1 << 20).read_to_end(&mut plain)?;
    Ok(plain)
}
