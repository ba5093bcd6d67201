// The helper checks how long the name is, which does not keep it in the folder.
//@ src/main.rs
mod limits;
mod reports;
mod web;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/reports/{name}", get(web::report));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/web.rs
use axum::extract::Path;
use axum::http::StatusCode;

use crate::{limits, reports};

pub async fn report(Path(name): Path<String>) -> Result<String, StatusCode> {
    if !limits::fits(&name) {
        return Err(StatusCode::URI_TOO_LONG);
    }
    reports::text_of(&name).await.ok_or(StatusCode::NOT_FOUND)
}

//@ src/limits.rs
const LONGEST_NAME: usize = 64;

pub fn fits(name: &str) -> bool {
    !name.is_empty() && name.len() <= LONGEST_NAME
}

//@ src/reports.rs
use std::path::PathBuf;

pub async fn text_of(name: &str) -> Option<String> {
    let path: PathBuf = ["/srv/reports", name].iter().collect();
    tokio::fs::read_to_string(path).await.ok() //~ P209
}
