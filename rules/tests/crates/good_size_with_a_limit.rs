// A helper in another file limits the number, and one refuses what is too large.
//@ src/main.rs
mod handlers;
mod limits;
mod rows;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/zeros/{count}", get(handlers::zeros)).route("/line", get(handlers::line));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/limits.rs
pub const MOST_ROWS: usize = 1_000;

pub fn rows(wanted: usize) -> usize {
    wanted.min(MOST_ROWS)
}

pub fn width(wanted: usize) -> Option<usize> {
    if wanted > 200 {
        return None;
    }
    Some(wanted)
}

//@ src/rows.rs
pub fn zeros(count: usize) -> Vec<u8> {
    vec![0; count]
}

pub fn line(width: usize) -> String {
    "-".repeat(width)
}

//@ src/handlers.rs
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;

use crate::{limits, rows};

#[derive(Deserialize)]
pub struct Line {
    width: usize,
}

pub async fn zeros(Path(count): Path<usize>) -> Vec<u8> {
    rows::zeros(limits::rows(count))
}

pub async fn line(Query(line): Query<Line>) -> Result<String, StatusCode> {
    let width = limits::width(line.width).ok_or(StatusCode::BAD_REQUEST)?;
    Ok(rows::line(width))
}
